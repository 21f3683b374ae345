import { describe, expect, it } from 'vitest';
import { concat, hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { openCcid, type CcidReader } from '#cards/ccid/open.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createFakeReader, type FakeReader } from '#demo/usb/fake-reader.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  TWO_SLOT_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { withAtr } from '#demo/usb/with-atr.ts';
import { cardOf } from './host.ts';

const PRESETS = [
  SHORT_APDU_READER,
  VENDOR_TPDU_READER,
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  TWO_SLOT_READER,
];
const T1_ATR = hex('3B 80 81 11 20 30');
const T1_FAST_ATR = hex('3B 90 18 81 11 20 38');

const vitale = (): SimulatedCard => {
  const [content] = DEMO_HOLDER_CARDS;
  if (!content) throw new Error('no card');
  return createHolderCard(content);
};

/** Opens the reader, powers its card, and lets go of both in the end. */
async function withChannel<T>(
  { device }: FakeReader,
  use: (channel: CardChannel, reader: CcidReader) => Promise<T>,
): Promise<T> {
  const reader = unwrap(await openCcid(device, { allowProtected: true }));
  const [slot] = reader.slots;
  if (!slot) throw new Error('no slot');
  const channel = unwrap(await slot.open());
  try {
    return await use(channel, reader);
  } finally {
    await channel.close();
    await reader.close();
  }
}

describe.each(PRESETS)('the driver and the fake $product', (descriptor) => {
  it('read a carte Vitale', async () => {
    const fake = createFakeReader({ descriptor });
    fake.insert(vitale());
    const read = await withChannel(fake, (channel) => readVitale(channel));
    expect(unwrap(read).persons[0]?.familyName).toBe('PAT-TROIS');
  });

  it.each([
    ['at the default speed', T1_ATR],
    ['at its own speed', T1_FAST_ATR],
  ])('speak T=1 %s, with time, other sizes and damaged blocks on the way', async (_, atr) => {
    const command = concat(hex('00D60000C8'), new Uint8Array(200).fill(0xaa));
    const answers = { [toHex(command)]: '9000', '00b0000000': `${'dd'.repeat(256)}9000` };
    const fake = createFakeReader({ descriptor });
    const t1 = { waits: 2, ifsc: 40, damages: (block: number) => block % 4 === 1 };
    fake.insert(withAtr(cardOf('3B 00', answers), atr), 0, { t1 });
    await withChannel(fake, async (channel) => {
      expect(toHex(unwrap(await channel.transmit(command)))).toBe('9000');
      expect(unwrap(await channel.transmit(hex('00B0000000'))).length).toBe(258);
      expect(toHex(unwrap(await channel.transmit(hex('00FF000000'))))).toBe('6d00');
    });
  });
});
