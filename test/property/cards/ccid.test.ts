import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hex, type Bytes } from '#base/bytes.ts';
import { exchange } from '#cards/apdu/exchange.ts';
import { findClassDescriptors } from '#cards/ccid/configuration.ts';
import { describeReader } from '#cards/ccid/describe.ts';
import { parseClassDescriptor } from '#cards/ccid/descriptor.ts';
import { parseAnswer } from '#cards/ccid/messages.ts';
import { openCcid } from '#cards/ccid/open.ts';
import { parseSlotChange } from '#cards/ccid/slot-change.ts';
import type { CardReader } from '#cards/channel.ts';
import { FUZZ_CASES, FUZZ_TIMEOUT_MS } from '#test/support/fuzz-cases.ts';
import {
  classDescriptor,
  configurationDescriptor,
  EXTENDED_APDU,
  SHORT_APDU,
  TPDU,
  type DescriptorFields,
} from '#test/unit/cards/ccid/descriptors.ts';
import { createHastyTimer } from '#test/unit/cards/ccid/hasty-timer.ts';
import {
  createScriptedDevice,
  oneInterface,
  type Reply,
  type ScriptedDevice,
} from '#test/unit/cards/ccid/scripted-device.ts';
import {
  CPS3_ATR,
  CPS4_ATR,
  createReaderScript,
  NOTHING,
  reply,
  VITALE_ATR,
} from '#test/unit/cards/ccid/scripted-reader.ts';
import { amid, damaged, randomBytes } from './arbitraries.ts';
import { expectOutcome } from './outcome.ts';

const numRuns = FUZZ_CASES;
vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS });
/** More than a run of a hundred thousand cases takes. */
const timeout = 30_000 + numRuns * 20;

/** What the reader does with one message, instead of answering it. */
type Mischief = (honest: Reply, message: Bytes, device: ScriptedDevice) => Reply;

const change = (seed: readonly number[]) => (transfer: Uint8Array | 'stall') => {
  if (transfer === 'stall') return transfer;
  const copy = new Uint8Array(transfer);
  for (const number of seed) if (copy.length > 0) copy[number % copy.length] = number >> 8;
  return copy;
};

const mischief: fc.Arbitrary<Mischief> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Mischief>((honest) => honest) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.nat({ max: 0xffff }), { minLength: 1, maxLength: 3 })
      .map<Mischief>((seed) => (honest) => honest.map(change(seed))),
  },
  { weight: 2, arbitrary: randomBytes.map<Mischief>((bytes) => () => [bytes]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat({ max: 2 }), fc.nat({ max: 255 }), fc.nat({ max: 3 }))
      .map<Mischief>(([card, error, last]) => (_honest, message) => [
        reply(message, 0x80, NOTHING, { card: card === 1 ? 1 : card === 2 ? 2 : 0, command: 1, error, last }),
      ]),
  },
  {
    weight: 2,
    arbitrary: randomBytes.map<Mischief>((data) => (_honest, message) => [
      reply(message, 0x80, data, { last: data[0] ?? 0 }),
    ]),
  },
  { weight: 1, arbitrary: fc.constant<Mischief>(() => []) },
  { weight: 1, arbitrary: fc.constant<Mischief>(() => ['stall']) },
  { weight: 1, arbitrary: fc.constant<Mischief>((honest) => [...honest, ...honest]) },
  {
    weight: 1,
    arbitrary: fc.constant<Mischief>(() => Array.from({ length: 80 }, () => NOTHING)),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat({ max: 1200 })
      .map<Mischief>((times) => (honest, message) => [
        ...Array.from({ length: times }, () => reply(message, 0x80, NOTHING, { command: 2 })),
        ...honest,
      ]),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Mischief>((honest, _message, device) => (device.unplug(), honest)),
  },
  {
    weight: 1,
    arbitrary: randomBytes.map<Mischief>((bytes) => (honest, _message, device) => {
      device.notify(bytes);
      device.notify(hex('5002'));
      return honest;
    }),
  },
);

const fields: fc.Arbitrary<DescriptorFields> = fc.record({
  features: fc
    .tuple(fc.constantFrom(TPDU, SHORT_APDU, EXTENDED_APDU), fc.constantFrom(0xba, 0x30, 0x40, 0xfe, 0))
    .map(([level, features]) => level | features),
  maxMessage: fc.constantFrom(64, 271, 65_554, 0xffffffff),
  maxSlotIndex: fc.constantFrom(0, 1, 3),
  maxBusySlots: fc.nat({ max: 3 }),
  protocols: fc.constantFrom(1, 2, 3),
  voltages: fc.nat({ max: 7 }),
  pinSupport: fc.constantFrom(0, 3),
  maxIfsd: fc.constantFrom(0, 32, 254, 0xffffffff),
});
const atr = fc.oneof(fc.constantFrom(VITALE_ATR, CPS3_ATR, CPS4_ATR, hex('3BF01100FF8131FE45')), randomBytes);

async function dialogue(slot: CardReader): Promise<void> {
  const opened = await slot.open();
  expectOutcome(opened);
  if (!opened.ok) return;
  const channel = opened.value;
  expectOutcome(
    await exchange(channel, { cla: 0, ins: 0xa4, p1: 4, p2: 0, data: hex('A000'), le: 256 }, 'x'),
  );
  expectOutcome(
    await exchange(channel, { cla: 0, ins: 0x2a, p1: 0x80, p2: 0x86, data: new Uint8Array(300) }, 'x'),
  );
  expectOutcome(
    await channel.pinPad?.verify({ command: hex('00200001'), minLength: 4, maxLength: 4, timeout: 10 }),
  );
  await channel.close();
}

describe('whatever a reader answers', () => {
  it('a dialogue comes to an end, with an answer or an error of the closed union', async () => {
    await fc.assert(
      fc.asyncProperty(
        fields,
        atr,
        fc.array(mischief, { maxLength: 30 }),
        async (descriptor, answerToReset, acts) => {
          const honest = createReaderScript({ atr: answerToReset });
          const pending = [...acts];
          let messages = 0;
          let bytes = 0;
          const device: ScriptedDevice = createScriptedDevice({
            interfaces: oneInterface(classDescriptor(descriptor)),
            answer: (message) => {
              messages++;
              bytes += message.length;
              const answer = honest.answer(message);
              return pending.shift()?.(answer, message, device) ?? answer;
            },
          });
          const timer = createHastyTimer();
          const reader = await openCcid(device, { timer });
          expectOutcome(reader);
          if (reader.ok) {
            await Promise.all(reader.value.slots.map(dialogue));
            await reader.value.close();
          }
          timer.stop();
          expect(messages).toBeLessThan(5000);
          expect(bytes).toBeLessThan(5000 * 300);
        },
      ),
      { numRuns },
    );
  });

  it(
    'opening comes to an end with any descriptors',
    async () => {
      const whole = configurationDescriptor(oneInterface());
      await fc.assert(
        fc.asyncProperty(fc.oneof(damaged(whole), randomBytes), async (configuration) => {
          const device = createScriptedDevice({ configuration, ...createReaderScript() });
          const timer = createHastyTimer();
          expectOutcome(await describeReader(device, { timer }));
          const reader = await openCcid(device, { timer });
          expectOutcome(reader);
          if (reader.ok) await reader.value.close();
          timer.stop();
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

describe('no bytes make a parser of the driver throw, nor look beyond them', () => {
  it.each<[string, Bytes, (bytes: Bytes) => unknown]>([
    ['answer', hex('800200000000000000009000'), parseAnswer],
    ['class descriptor', classDescriptor(), parseClassDescriptor],
    ['configuration', configurationDescriptor(oneInterface()), findClassDescriptors],
    ['slot change', hex('5003'), (bytes) => parseSlotChange(bytes, 256)],
  ])(
    '%s',
    (_name, sample, parse) => {
      fc.assert(
        fc.property(fc.oneof(damaged(sample), randomBytes), fc.nat({ max: 255 }), (bytes, filling) => {
          expect(parse(amid(bytes, filling))).toEqual(parse(bytes));
        }),
        { numRuns },
      );
    },
    timeout,
  );
});
