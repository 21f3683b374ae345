import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, fromUtf8, utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { type SecureChannel, secureChannel } from '#wire/bridge-channel/channel.ts';
import { frameOf, frameType } from '#wire/bridge-channel/frames.ts';
import { parsePairingFragment } from '#wire/bridge-channel/link.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';
import { cipherState } from '#wire/noise/cipher-state.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import {
  altered,
  HANDSHAKES,
  KINDS,
  newParties,
  shakeHands,
} from '#test/unit/wire/bridge-channel/two-sides.ts';

/** Cases that begin with a handshake cost some milliseconds each. */
const fewerRuns = Math.ceil(FUZZ_CASES / 5);

const ERRORS = ['repeated', 'broken', 'malformed'];
const frameTypes = fc.constantFrom('pairHello', 'pairWelcome', 'hello', 'welcome', 'message', 'refuse');
const sessionIds = fc.uint8Array({ minLength: 8, maxLength: 8 });

const randomBodies = fc.uint8Array({ maxLength: 200 });
const withFirstCounter = (body: Uint8Array) => concat(new Uint8Array(4), body);

/** The session that the random frames claim, so that they reach what is behind the first look. */
const OWN_SESSION = new Uint8Array(8).fill(9);
const fixedRandom = { ...systemRandom, bytes: (length: number) => OWN_SESSION.slice(0, length) };

/** Random bytes, and random bodies in well-formed frames; of messages, half with the counter that is due. */
const randomFrames = (sessionId: fc.Arbitrary<Uint8Array> = sessionIds) =>
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .record({
        type: frameTypes,
        sessionId,
        body: fc.oneof(randomBodies, randomBodies.map(withFirstCounter)),
      })
      .map(({ type, sessionId: id, body }) => frameOf(type, id, body)),
  );

describe('random input', () => {
  test('is a frame or not, and never an exception', () => {
    fc.assert(
      fc.property(randomFrames(), (frame) => {
        const head = frameType(frame);
        if (head) expect(head.sessionId).toEqual(new Uint8Array(frame.subarray(2, 10)));
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  test('is no pairing link, unless it is made of the right number of bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[\w-]{0,140}$/)), (text) => {
        const offer = parsePairingFragment(text);
        if (offer) expect(text.replace(/^#/, '').length).toBe(130);
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  test('is a message or malformed; a message comes back as it went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.jsonValue(), (bytes, json) => {
        const decoded = decodeMessage(bytes);
        if (!decoded.ok) expect(decoded.error).toEqual({ type: 'malformed' });
        const plain: unknown = JSON.parse(JSON.stringify(json));
        const back = unwrap(decodeMessage(encodeMessage(plain, bytes)));
        expect(back.json).toEqual(plain);
        expect(Array.from(back.secret)).toEqual(Array.from(bytes));
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  test('answers no handshake and finishes none', async () => {
    const parties = await newParties();
    for (const kind of KINDS) {
      const { start, answer } = HANDSHAKES[kind];
      await fc.assert(
        fc.asyncProperty(randomFrames(fc.constant(OWN_SESSION)), async (frame) => {
          const pending = await start({ ...parties, random: fixedRandom });
          for (const result of [await answer(parties, frame), await pending.finish(frame)])
            expect(result.ok ? 'accepted' : ERRORS.includes(result.error.type)).toBe(true);
        }),
        { numRuns: fewerRuns },
      );
    }
  });

  test('opens in no channel', async () => {
    const [send, receive] = await Promise.all(
      [1, 2].map((byte) => cipherState(new Uint8Array(32).fill(byte))),
    );
    if (!send || !receive) throw new Error('two keys were made');
    const session = {
      sessionId: OWN_SESSION,
      send,
      receive,
      handshakeHash: new Uint8Array(32),
      confirmed: false,
    };
    await fc.assert(
      fc.asyncProperty(randomFrames(fc.constant(OWN_SESSION)), async (frame) => {
        const channel = secureChannel(session);
        const result = await channel.open(frame);
        expect(result.ok ? 'accepted' : ERRORS.includes(result.error.type)).toBe(true);
        expect([channel.confirmed, channel.broken]).toEqual([
          false,
          !result.ok && result.error.type === 'broken',
        ]);
      }),
      { numRuns: FUZZ_CASES },
    );
  });
});

type Act =
  | { do: 'deliver' | 'drop' | 'replay' | 'postpone' | 'cross' | 'reflect' }
  | { do: 'alter'; at: number; flip: number };

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Act>({ do: 'deliver' }) },
    { weight: 3, arbitrary: fc.constantFrom<Act>({ do: 'replay' }, { do: 'cross' }) },
    { weight: 1, arbitrary: fc.constantFrom<Act>({ do: 'drop' }, { do: 'postpone' }, { do: 'reflect' }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant<'alter'>('alter'),
        at: fc.nat(60),
        flip: fc.integer({ min: 1, max: 255 }),
      }),
    },
  ),
  { maxLength: 25 },
);

/** A relay that does what it likes with the app's frames; says what the bridge opened. */
async function relayed(app: SecureChannel, bridge: SecureChannel, other: Bytes, plan: readonly Act[]) {
  const queue: Bytes[] = await Promise.all(plan.map((_, n) => app.seal(utf8(`message ${String(n)}`))));
  const seen: Bytes[] = [];
  const opened: string[] = [];
  const give = async (frame: Bytes | undefined) => {
    if (!frame) return;
    const result = await bridge.open(frame);
    if (result.ok) opened.push(fromUtf8(result.value));
    else expect(ERRORS).toContain(result.error.type);
  };
  for (const act of plan) {
    if (act.do === 'replay') await give(seen[Math.floor(seen.length / 2)]);
    else if (act.do === 'cross') await give(other);
    else if (act.do === 'reflect') await give(await bridge.seal(utf8('message 0')));
    else {
      const frame = queue.shift();
      if (!frame) continue;
      seen.push(frame);
      if (act.do === 'postpone') queue.splice(1, 0, frame);
      else if (act.do !== 'drop')
        await give(act.do === 'alter' ? altered(frame, act.at % frame.length, act.flip) : frame);
    }
  }
  return opened;
}

describe('a relay that drops, repeats, reorders, alters, mixes and sends back', () => {
  test('makes the bridge open a beginning of what was said, in its order, each once', async () => {
    const parties = await newParties();
    const stranger = concat(await (await shakeHands('session', parties)).app.seal(utf8('message 0')));
    await fc.assert(
      fc.asyncProperty(acts, async (plan) => {
        const { app, bridge } = await shakeHands('session', parties);
        const opened = await relayed(app, bridge, stranger, plan);
        expect(opened).toEqual(opened.map((_, n) => `message ${String(n)}`));
        expect(bridge.confirmed).toBe(opened.length > 0);
      }),
      { numRuns: fewerRuns },
    );
  });
});
