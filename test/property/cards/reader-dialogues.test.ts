import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openCcid } from '#cards/ccid/open.ts';
import { withCard } from '#cards/with-card.ts';
import { createFakeReader } from '#demo/usb/fake-reader.ts';
import type { Fault } from '#demo/usb/fault.ts';
import {
  EXTENDED_APDU_READER,
  PIN_PAD_READER,
  SHORT_APDU_READER,
  VENDOR_TPDU_READER,
} from '#demo/usb/presets.ts';
import { FUZZ_CASES, FUZZ_TIMEOUT_MS } from '#test/support/fuzz-cases.ts';
import { createHastyTimer } from '../../unit/cards/ccid/hasty-timer.ts';
import { nurse } from '../../unit/demo/cards.ts';
import { alteration, randomBytes, type Alteration } from './arbitraries.ts';
import { prepareDialogues, type Dialogue, type DialogueName } from './dialogues.ts';
import { hostileCard } from './hostile-card.ts';
import { hostileDevice, mischief, type Mischief } from './hostile-device.ts';
import { expectOutcome } from './outcome.ts';

vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS });

/** A dialogue of ours has about sixty exchanges, of two transfers each; one that is led astray up to 2,000. */
const MAX_TRANSFERS = 20_000;
const MAX_BYTES = MAX_TRANSFERS * 512;

const READERS = [SHORT_APDU_READER, VENDOR_TPDU_READER, EXTENDED_APDU_READER, PIN_PAD_READER] as const;
const honest: Alteration = (answer) => answer;

let dialogues: Readonly<Record<DialogueName, Dialogue>>;
beforeAll(async () => {
  dialogues = await prepareDialogues();
});

interface Case {
  readonly name: DialogueName;
  readonly reader: (typeof READERS)[number];
  /** The card's answers. */
  readonly alter?: Alteration;
  /** The reader's messages. */
  readonly fault?: Fault | undefined;
  /** The transfers that carry them. */
  readonly acts?: readonly (Mischief | undefined)[];
  /** The code is typed on the reader, where it has keys. */
  readonly onReader?: boolean;
}

/** Leads a dialogue through the driver over a fake device, and checks what every dialogue must keep to. */
async function lead({
  name,
  reader,
  alter = honest,
  fault,
  acts = [],
  onReader = false,
}: Case): Promise<string> {
  const { card, lead: use } = dialogues[name];
  const hostile = hostileCard(card(), alter);
  const fake = createFakeReader({ descriptor: reader, typePin: () => ({ digits: nurse().pin }) });
  fake.insert(hostile);
  const device = hostileDevice(fake.device, {
    acts: [...HONEST_OPENING, ...acts],
    forever: [],
    most: MAX_TRANSFERS,
  });
  const timer = createHastyTimer();
  const opened = await openCcid(device, { timer, allowProtected: true });
  expectOutcome(opened);
  const [slot] = opened.ok ? opened.value.slots : [];
  fake.setFault(fault);
  const keys = onReader && reader === PIN_PAD_READER ? 'atStation' : undefined;
  const result = slot && (await withCard(slot, (channel) => use(channel, keys)));
  expectOutcome(result, { secret: nurse().pin });
  if (opened.ok) await opened.value.close();
  timer.stop();
  const { transfers, bytes, sent } = device.traffic();
  if (transfers > MAX_TRANSFERS || bytes > MAX_BYTES) throw new Error('no end in sight');
  // a reader may well say that it did not do what it did: we must not send a code again because of it
  if (sent.filter(presentsCode).length > 1 || hostile.seen().presented > 1)
    throw new Error('VERIFY more than once');
  return result?.ok ? 'ok' : (result?.error.type ?? 'not opened');
}

/** Control transfers, and the first question after the card: opening has a test of its own. */
const HONEST_OPENING: readonly undefined[] = Array.from({ length: 5 }, () => undefined);

const [XFR_BLOCK, SECURE, VERIFY] = [0x6f, 0x69, 0x20];
/** XfrBlock with a VERIFY that has a body, or Secure, which makes the reader send one. */
const presentsCode = (message: Uint8Array): boolean =>
  message[0] === SECURE || (message[0] === XFR_BLOCK && message[11] === VERIFY && message.length > 15);

const reader = fc.constantFrom(...READERS);
const alterOne = fc.record({ type: fc.constant('altered' as const), alter: alteration });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: alterOne },
  // one header says that the command failed, and why
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat({ max: 60 }), fc.nat({ max: 2 }), fc.constantFrom(0xe0, 0xf2, 0xfe, 0xfb, 0xef, 0x00))
      .map(([at, card, error]) => headerAltered(at, { 7: 0x40 | card, 8: error })),
  },
  // one byte of a header: type, length, slot, sequence number, status, error, chain
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat({ max: 60 }), fc.nat({ max: 9 }), fc.nat({ max: 255 }))
      .map(([at, place, byte]) => headerAltered(at, { [place]: byte })),
  },
  { weight: 1, arbitrary: fc.nat({ max: 120 }).map((after) => ({ type: 'unplugged' as const, after })) },
  { weight: 1, arbitrary: fc.nat({ max: 40 }).map((count) => ({ type: 'staleAnswers' as const, count })) },
  { weight: 1, arbitrary: fc.nat({ max: 12 }).map((times) => ({ type: 'timeExtensions' as const, times })) },
  { weight: 1, arbitrary: fc.nat({ max: 14 }).map((length) => ({ type: 'truncated' as const, length })) },
  { weight: 1, arbitrary: fc.integer({ min: -9, max: 9 }).map((by) => ({ type: 'lengthLie' as const, by })) },
  { weight: 1, arbitrary: randomBytes.map((bytes) => ({ type: 'garbage' as const, bytes })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Fault>(
      { type: 'otherSlot' },
      { type: 'otherSequence' },
      { type: 'cardMute' },
      { type: 'hardwareError' },
      { type: 'stall', endpoint: 'in' },
      { type: 'stall', endpoint: 'out' },
      { type: 'silent' },
    ),
  },
);

function headerAltered(at: number, bytes: Readonly<Record<number, number>>): Fault {
  return {
    type: 'altered',
    alter: (answer, message) => (message === at ? answer.map((byte, i) => bytes[i] ?? byte) : answer),
  };
}

/** Power, parameters, a dozen commands. */
const MESSAGES_OF_KNOWN_LOGIN = 18;

const NAMES = [
  ...(['vitale', 'identity cps3', 'identity cps4', 'login cps3', 'login cps4'] as const),
  ...(['known login cps3', 'known login cps4', 'known unlock cps4'] as const),
] satisfies readonly DialogueName[];

describe('a whole dialogue through a USB reader', () => {
  it.each(READERS)('succeeds where all are honest: $product', async (each) => {
    for (const name of NAMES)
      for (const onReader of [false, true]) expect(await lead({ name, reader: each, onReader })).toBe('ok');
  });

  it.each([0xe0, 0xf2, 0xfe, 0xfb, 0xef, 0x00])(
    'presents a code once, though the reader says of a command that it failed with %i and carried it out',
    async (error) => {
      for (const which of [SHORT_APDU_READER, PIN_PAD_READER])
        for (let at = 0; at < MESSAGES_OF_KNOWN_LOGIN; at++)
          await lead({
            name: 'known login cps3',
            reader: which,
            onReader: true,
            fault: headerAltered(at, { 7: 0x40, 8: error }),
          });
    },
  );

  it('ends with an error of the closed union, whatever card, reader or transfers do', async () => {
    const acts = fc.array(mischief, { maxLength: 80 });
    const hostile = fc.oneof(
      fc.record({ alter: alteration }),
      fc.record({ fault }),
      fc.record({ acts }),
      fc.record({ alter: alteration, fault, acts }),
    );
    const cases = fc.tuple(fc.constantFrom(...NAMES), reader, hostile, fc.boolean());
    await fc.assert(
      fc.asyncProperty(cases, async ([name, which, bad, onReader]) => {
        await lead({ name, reader: which, onReader, ...bad });
      }),
      { numRuns: FUZZ_CASES },
    );
  });
});
