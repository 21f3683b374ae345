import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hex } from '#base/bytes.ts';
import { exchange } from '#cards/apdu/exchange.ts';
import { describeReader } from '#cards/ccid/describe.ts';
import { openCcid } from '#cards/ccid/open.ts';
import type { CardReader } from '#cards/channel.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  TWO_SLOT_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { withAtr } from '#demo/usb/with-atr.ts';
import { FUZZ_CASES, FUZZ_TIMEOUT_MS } from '#test/support/fuzz-cases.ts';
import { createHastyTimer } from '../../unit/cards/ccid/hasty-timer.ts';
import { hostileDevice, plan } from './hostile-device.ts';
import { expectOutcome } from './outcome.ts';

vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS });

/** Opening, one dialogue of a few commands in each slot, closing: what is honest takes about fifty. */
const MAX_TRANSFERS = 20_000;
const MAX_BYTES = MAX_TRANSFERS * 512;

const READERS = [
  SHORT_APDU_READER,
  VENDOR_TPDU_READER,
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  TWO_SLOT_READER,
] as const;

const T1_ATR = hex('3BF01100FF8131FE45');

function vitale(): SimulatedCard {
  const family = DEMO_HOLDER_CARDS.find(({ id }) => id === 'vitale-famille');
  if (!family) throw new Error('no family card');
  return createHolderCard(family);
}

async function dialogue(slot: CardReader): Promise<void> {
  const opened = await slot.open();
  expectOutcome(opened);
  if (!opened.ok) return;
  const channel = opened.value;
  const [read, select] = [
    { cla: 0, ins: 0xb0, p1: 0x82, p2: 0, le: 256 },
    { cla: 0, ins: 0xa4, p1: 0, p2: 0, data: hex('3F00') },
  ];
  expectOutcome(await exchange(channel, select, 'x'));
  expectOutcome(await exchange(channel, read, 'x'));
  expectOutcome(await exchange(channel, { ...select, data: new Uint8Array(300) }, 'x'));
  const request = { command: hex('00200001'), minLength: 4, maxLength: 4, timeout: 10 };
  expectOutcome(await channel.pinPad?.verify(request));
  await channel.close();
}

describe('whatever the transfers of a USB device give', () => {
  it('reader and card come to an end, with an answer or an error of the closed union', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...READERS), fc.boolean(), plan, async (descriptor, t1, planned) => {
        const fake = createFakeReader({ descriptor, typePin: () => ({ digits: '1234' }) });
        fake.insert(t1 ? withAtr(vitale(), T1_ATR) : vitale());
        const device = hostileDevice(fake.device, { ...planned, most: MAX_TRANSFERS });
        const timer = createHastyTimer();
        expectOutcome(await describeReader(device, { timer }));
        const reader = await openCcid(device, { timer, allowProtected: true });
        expectOutcome(reader);
        if (reader.ok) {
          await Promise.all(reader.value.slots.map(dialogue));
          await reader.value.close();
        }
        timer.stop();
        const { transfers, bytes } = device.traffic();
        expect(transfers).toBeLessThan(MAX_TRANSFERS);
        expect(bytes).toBeLessThan(MAX_BYTES);
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  it.each(READERS)('and an honest one is read: $product', async (descriptor) => {
    const fake = createFakeReader({ descriptor });
    fake.insert(vitale());
    const device = hostileDevice(fake.device, { acts: [], forever: [], most: MAX_TRANSFERS });
    const timer = createHastyTimer();
    const reader = await openCcid(device, { timer, allowProtected: true });
    if (!reader.ok) throw new Error(reader.error.type);
    const [slot] = reader.value.slots;
    if (!slot) throw new Error('no slot');
    const opened = await slot.open();
    if (!opened.ok) throw new Error(opened.error.type);
    expect(
      await exchange(opened.value, { cla: 0, ins: 0xa4, p1: 0, p2: 0, data: hex('3F00') }, 'x'),
    ).toMatchObject({
      ok: true,
    });
    await reader.value.close();
    timer.stop();
    expect(device.traffic().transfers).toBeLessThan(60);
  });
});
