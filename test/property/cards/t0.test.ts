import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { boundedChannel } from '#cards/apdu/bounded-channel.ts';
import type { Command } from '#cards/apdu/command.ts';
import { exchange, exchangeDone, select } from '#cards/apdu/exchange.ts';
import { commandTpdu } from '#cards/ccid/exchange-t0.ts';
import type { CardChannel } from '#cards/channel.ts';
import { presentPin } from '#cards/cps/pin.ts';
import type { CardError } from '#cards/errors.ts';
import { readFileBySfi, readSelectedFile, type FileReading } from '#cards/file.ts';
import { declaredLength } from '#cards/tlv/reader.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { amid, randomBytes, status } from './arbitraries.ts';
import { expectEnd, expectOutcome } from './outcome.ts';

const runs = { numRuns: FUZZ_CASES };

/** Of one command: 64 rounds, and a last answer on top of 8192 bytes. A chained one of 300 bytes is two commands. */
const MAX_ROUNDS = 2 * 64;
const MAX_BYTES = 2 * (8192 + 256);
/** Of a file, in a dialogue. */
const MAX_EXCHANGES = 200;
/** READ BINARY addresses 32,768 bytes; the answer to the last one may be longer than what was wanted. */
const MAX_FILE = 0x8000 + 8192 + 256;

const sw = fc
  .tuple(fc.constantFrom(0x61, 0x9f, 0x6c, 0x90, 0x62, 0x63, 0x6b), fc.nat({ max: 255 }))
  .map((bytes) => Uint8Array.from(bytes));
const answer: fc.Arbitrary<Bytes> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.uint8Array({ maxLength: 256 }), sw).map((parts) => concat(...parts)) },
  { weight: 2, arbitrary: status },
  { weight: 1, arbitrary: randomBytes },
);

interface HostileCard extends CardChannel {
  readonly sent: readonly Bytes[];
}

/** Says these answers in turn, whatever is asked, and begins again after the last. */
function saying(answers: readonly Bytes[], filling = 0): HostileCard {
  const sent: Bytes[] = [];
  return {
    atr: new Uint8Array(),
    sent,
    transmit(command) {
      sent.push(Uint8Array.from(command));
      expectEnd(sent.length);
      return Promise.resolve(
        ok(amid(answers[(sent.length - 1) % answers.length] ?? new Uint8Array(), filling)),
      );
    },
    close: () => Promise.resolve(),
  };
}

const answers = fc.array(answer, { minLength: 1, maxLength: 20 });
const command: fc.Arbitrary<Command> = fc.record(
  {
    cla: fc.nat({ max: 255 }),
    ins: fc.nat({ max: 255 }),
    p1: fc.nat({ max: 255 }),
    p2: fc.nat({ max: 255 }),
    data: fc.uint8Array({ maxLength: 300 }),
    le: fc.integer({ min: 1, max: 256 }),
  },
  { requiredKeys: ['cla', 'ins', 'p1', 'p2'] },
);

describe('whatever a card says at T=0', () => {
  it('a command comes to an end, with its answer or an error of the closed union', async () => {
    await fc.assert(
      fc.asyncProperty(command, answers, fc.nat({ max: 255 }), async (sent, said, filling) => {
        const card = saying(said, filling);
        const result = await exchange(card, sent, 'x');
        expectOutcome(result);
        expect(card.sent.length).toBeLessThanOrEqual(MAX_ROUNDS);
        if (result.ok) expect(result.value.data.length).toBeLessThanOrEqual(MAX_BYTES);
        // what stands around an answer says nothing
        expect(await exchange(saying(said, filling ^ 0xff), sent, 'x')).toEqual(result);
        expectOutcome(await exchangeDone(saying(said), sent, 'x'));
      }),
      runs,
    );
  });

  it('a file comes to an end, and is no longer than a file can be', async () => {
    const reading: fc.Arbitrary<FileReading> = fc.record(
      {
        step: fc.constant('x'),
        chunk: fc.integer({ min: 1, max: 256 }),
        size: fc.nat({ max: 0x9000 }),
        sizeFrom: fc.constant(declaredLength),
        expected: fc.integer({ min: 1, max: 256 }),
      },
      { requiredKeys: ['step'] },
    );
    await fc.assert(
      fc.asyncProperty(reading, answers, fc.boolean(), async (how, said, bySfi) => {
        const card = saying(said);
        const channel = boundedChannel(card, MAX_EXCHANGES);
        const read = bySfi ? readFileBySfi(channel, 2, how) : readSelectedFile(channel, how);
        const result: Result<Bytes, CardError> = await read;
        expectOutcome(result);
        expect(card.sent.length).toBeLessThanOrEqual(MAX_EXCHANGES);
        if (result.ok) expect(result.value.length).toBeLessThanOrEqual(MAX_FILE);
      }),
      runs,
    );
  });

  it('SELECT and VERIFY are sent once', async () => {
    const attributes = { reference: 1, minLength: 4, maxLength: 4 };
    await fc.assert(
      fc.asyncProperty(answers, fc.nat({ max: 15 }), async (said, tries) => {
        const card = saying(said);
        expectOutcome(await presentPin(card, Uint8Array.of(0x31, 0x32, 0x33, 0x34), attributes, tries));
        expect(card.sent.length).toBe(1);
        expectOutcome(await select(card, { cla: 0, ins: 0xa4, p1: 4, p2: 0 }, 'x'));
        expect(card.sent.length).toBe(2);
      }),
      runs,
    );
  });

  it('no bytes make the way to T=0 throw, nor go out longer than they came', () => {
    fc.assert(
      fc.property(randomBytes, fc.nat({ max: 255 }), (bytes, filling) => {
        const tpdu = commandTpdu(amid(bytes, filling));
        expectOutcome(tpdu);
        if (tpdu.ok) expect(tpdu.value.length).toBeLessThanOrEqual(Math.max(5, bytes.length));
        expect(commandTpdu(bytes)).toEqual(tpdu);
      }),
      runs,
    );
  });
});
