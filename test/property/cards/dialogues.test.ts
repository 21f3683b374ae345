import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { concat, hex, toHex, type Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { withCard } from '#cards/with-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { passwordObject } from '#demo/cards/pkcs15.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { FUZZ_CASES, FUZZ_TIMEOUT_MS } from '#test/support/fuzz-cases.ts';
import { nurse } from '../../unit/demo/cards.ts';
import { alteration, damage, randomBytes, tlvLike, type Alteration } from './arbitraries.ts';
import { MAX_EXCHANGES, prepareDialogues, type Dialogue, type DialogueName } from './dialogues.ts';
import { hostileCard, withFile, type Seen } from './hostile-card.ts';
import { expectOutcome } from './outcome.ts';

const runs = { numRuns: FUZZ_CASES };
vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS });
/** A command of 261 bytes and an answer of 258 that the card may exceed by what our damages add. */
const MAX_BYTES = MAX_EXCHANGES * (261 + 310);

const honest: Alteration = (answer) => answer;

let dialogues: Readonly<Record<DialogueName, Dialogue>>;
beforeAll(async () => {
  dialogues = await prepareDialogues();
});

/** Leads a dialogue with a hostile card, and checks what every dialogue must keep to. */
async function lead(
  name: DialogueName,
  alter: Alteration,
  change: (card: SimulatedCard) => SimulatedCard = (card) => card,
): Promise<{ result: Result<unknown, CardError>; seen: Seen }> {
  const { card, lead: use } = dialogues[name];
  const hostile = hostileCard(card(), alter);
  const reader = createSimulatedReader();
  reader.insert(change(hostile));
  const result = await withCard(reader, use);
  const seen = hostile.seen();
  expectOutcome(result, { secret: nurse().pin });
  if (seen.exchanges > MAX_EXCHANGES || seen.bytes > MAX_BYTES) throw new Error('no end in sight');
  if (seen.presented > 1) throw new Error('VERIFY more than once');
  return { result, seen };
}

const GROUPS: Readonly<Record<string, readonly DialogueName[]>> = {
  'reading a carte Vitale': ['vitale'],
  'reading the identity on a CPS': ['identity cps3', 'identity cps4'],
  'signing with a CPS': [
    ...(['login cps3', 'login cps4', 'known login cps3', 'known login cps4'] as const),
    ...(['known unlock cps3', 'known unlock cps4'] as const),
  ],
};

describe.each(Object.entries(GROUPS))('%s', (_, names) => {
  it('succeeds with a card that answers as it should', async () => {
    for (const name of names) expect((await lead(name, honest)).result.ok).toBe(true);
  });

  it('ends with an error of the closed union, whatever the card answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), alteration, async (name, alter) => {
        await lead(name, alter);
      }),
      runs,
    );
  });

  it('comes to an end with a card that says one thing for ever', async () => {
    const forever = ['6110', '6c10', '9000', '419000', '6282', '6b00', '6f00', '', '90', '9f00'];
    const said = [...forever, `${'41'.repeat(256)}9000`, `${'30'.repeat(200)}6110`].map(hex);
    for (const name of names)
      for (const answer of said)
        for (const from of [0, 2, 5, 9, 14]) {
          const { result } = await lead(name, (truly, exchange) => (exchange < from ? truly : answer));
          if (from === 0) expect(result.ok).toBe(false);
        }
  });

  it('comes to an end with a card that gives a byte at a time', async () => {
    const [last, more] = [hex('419000'), hex('416101')];
    for (const name of names)
      for (const rounds of [1, 2, 60]) {
        const dribbling: Alteration = (_answer, exchange) => (exchange % rounds === rounds - 1 ? last : more);
        for (const from of [1, 3, 8])
          await lead(name, (answer, exchange) => (exchange < from ? answer : dribbling(answer, exchange)));
      }
  });
});

describe('a card whose files are others than they should be', () => {
  const FILES = [
    0x2f00, 0x5031, 0x7001, 0x7002, 0x7003, 0x7004, 0x7010, 0x7011, 0xd003, 0xd010, 0xd120, 0xd121,
  ];
  const content = fc.oneof(
    randomBytes,
    tlvLike,
    // its own path, so that a directory points to itself
    fc.constantFrom(...FILES).map((fid) => pointingTo(fid)),
  );

  it('is read to an end', async () => {
    const names = fc.constantFrom<DialogueName>('identity cps3', 'identity cps4', 'login cps3', 'login cps4');
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom(...FILES), content, async (name, fid, file) => {
        await lead(name, honest, (card) => withFile(card, fid, file));
      }),
      runs,
    );
  });
});

/** An object directory whose every entry is the file itself. */
const pointingTo = (fid: number): Bytes =>
  concat(
    ...[0xa0, 0xa4, 0xa7, 0xa8].map((tag) =>
      hex(`${tag.toString(16)}0a300804063f000001${toHex(Uint8Array.of(fid >> 8, fid & 0xff))}`),
    ),
  );

describe('a code', () => {
  /** Says that no try is left, wherever the card tells the tries. */
  const blocked = (answer: Bytes): Bytes | undefined => {
    if (/^63c[1-3]$/.test(toHex(answer))) return Uint8Array.of(0x69, 0x83);
    if (!toHex(answer).includes('9b0103')) return undefined;
    return Uint8Array.from(answer, (byte, i) => (answer[i - 2] === 0x9b ? 0 : byte));
  };
  const logins: readonly DialogueName[] = ['login cps3', 'login cps4'];

  it('is never presented to a card whose counter says that none is left, whatever else it says', async () => {
    const names = fc.constantFrom<DialogueName>(...logins, 'known login cps3', 'known login cps4');
    await fc.assert(
      fc.asyncProperty(names, fc.nat({ max: 30 }), damage, async (name, step, change) => {
        const { seen } = await lead(
          name,
          (answer, exchange) => blocked(answer) ?? (exchange === step ? change(answer) : answer),
        );
        expect(seen.presented).toBe(0);
      }),
      runs,
    );
  });

  it('is never presented where EF(AODF) does not say how, whatever else the card says', async () => {
    for (const name of logins)
      expect((await lead(name, honest, (card) => withFile(card, AODF, PASSWORD))).seen.presented).toBe(1);
    const unreadable = fc.oneof(
      fc.constantFrom(...SILENT_ABOUT_PIN),
      fc.nat({ max: PASSWORD.length - 1 }).map((length) => PASSWORD.slice(0, length)),
      fc.constantFrom(0x6982, 0x6a82, 0x6283, 0x6f00).map((sw) => ({ sw })),
      // no object of PKCS#15 begins so
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.of(0x00, ...bytes)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...logins),
        unreadable,
        fc.option(alteration, { nil: honest }),
        async (name, file, alter) => {
          const { seen } = await lead(name, alter, (card) => withFile(card, AODF, file));
          expect(seen.presented).toBe(0);
        },
      ),
      runs,
    );
  });
});

const AODF = 0x7003;
const PASSWORD = passwordObject('PIN', hex('01'), {
  reference: 1,
  length: 4,
  padding: { storedLength: 8, padChar: 0xff },
});

/** Each takes away, or makes doubtful, one thing that VERIFY needs; lengths stay as they are. */
const SILENT_ABOUT_PIN: readonly Bytes[] = [
  ...[
    ['800101', '880101'], // no reference
    ['0401ff', '0501ff'], // to be padded, no padChar
    ['0a0101', '0a0100'], // digits coded as BCD
    ['0a0101', '0b0101'], // no type
    ['0302020c', '0502020c'], // no flags
    ['0302020c', '0302010e'], // a code that unblocks another
    ['0302020c', '0302000d'], // the code of an administrator
    ['020108', '020100'], // no storedLength
    ['020108', '020120'], // longer than any code
  ].map(([from = '', to = '']) => replaced(PASSWORD, from, to)),
  // twice the same name: which of the two?
  concat(PASSWORD, replaced(PASSWORD, '800101', '800102')),
];

function replaced(file: Bytes, from: string, to: string): Bytes {
  const text = toHex(file);
  if (!text.includes(from)) throw new Error('the sample is another one');
  return hex(text.replace(from, to));
}
