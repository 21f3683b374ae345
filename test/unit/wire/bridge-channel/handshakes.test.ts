import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { frameType } from '#wire/bridge-channel/frames.ts';
import { startSession } from '#wire/bridge-channel/initiator.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { answerSession } from '#wire/bridge-channel/responder.ts';
import {
  altered,
  HANDSHAKES,
  HELLO,
  KINDS,
  newParties,
  sampledPositions,
  shakeHands,
  WELCOME,
} from './two-sides.ts';

const repeated = { ok: false, error: { type: 'repeated' } };
const broken = { ok: false, error: { type: 'broken' } };
const malformed = { ok: false, error: { type: 'malformed' } };

describe.each(KINDS)('a handshake for a %s', (kind) => {
  const { start, answer } = HANDSHAKES[kind];
  const otherKind = kind === 'pairing' ? 'session' : 'pairing';

  test('brings both payloads across and ends in the same hash on both sides', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    const hello = unwrap(await answer(parties, pending.frame));
    expect([hello.appKey, hello.payload]).toEqual([parties.app.publicKey, HELLO]);
    const reply = await hello.reply(WELCOME);
    const finished = unwrap(await pending.finish(reply.frame));
    expect(finished.payload).toEqual(WELCOME);
    expect(finished.channel.handshakeHash).toEqual(reply.channel.handshakeHash);
    expect(frameType(reply.frame)?.sessionId).toEqual(pending.sessionId);
  });

  test('is confirmed to the app at once, to the bridge by the first good message', async () => {
    const { app, bridge } = await shakeHands(kind, await newParties());
    expect([app.confirmed, bridge.confirmed]).toEqual([true, false]);
    await bridge.seal(utf8('état'));
    await bridge.open(new Uint8Array(40));
    expect(bridge.confirmed).toBe(false);
    await bridge.open(await app.seal(utf8('un')));
    expect(bridge.confirmed).toBe(true);
  });

  test('accepts no altered first message: an error, or a session that neither side completes', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    for (const at of sampledPositions(pending.frame)) {
      const answered = await answer(parties, altered(pending.frame, at));
      if (at < 2) expect(answered, `byte ${String(at)}`).toEqual(malformed);
      else if (at >= 10) expect(answered, `byte ${String(at)}`).toEqual(broken);
      else {
        const { frame, channel } = await unwrap(answered).reply(WELCOME);
        expect(await pending.finish(frame)).toEqual(malformed);
        expect(channel.confirmed).toBe(false);
      }
    }
  });

  test('breaks on a session id translated both ways by the relay', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    const { frame, channel } = await unwrap(await answer(parties, altered(pending.frame, 5))).reply(WELCOME);
    const { channel: app } = unwrap(await pending.finish(altered(frame, 5)));
    expect(await channel.open(altered(await app.seal(utf8('un')), 5))).toEqual(broken);
    expect(channel.confirmed).toBe(false);
  });

  test('accepts no altered reply', async () => {
    const parties = await newParties();
    const { welcome } = await shakeHands(kind, parties);
    for (const at of sampledPositions(welcome)) {
      const pending = await start(parties);
      const { frame } = await unwrap(await answer(parties, pending.frame)).reply(WELCOME);
      expect(await pending.finish(altered(frame, at)), `byte ${String(at)}`).toEqual(
        at < 10 ? malformed : broken,
      );
      // a frame that was not meant for it is ignored; one that was, and does not open, ends it
      if (at < 10) expect((await pending.finish(frame)).ok).toBe(true);
      else expect(await pending.finish(frame)).toEqual(broken);
    }
  });

  test('accepts one reply, once, even when two come together', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    const hello = unwrap(await answer(parties, pending.frame));
    const [one, two] = [await hello.reply(WELCOME), await hello.reply(WELCOME)];
    const results = await Promise.all([one, one, two].map(({ frame }) => pending.finish(frame)));
    expect(results.map((result) => (result.ok ? 'channel' : result.error.type))).toEqual([
      'channel',
      'repeated',
      'repeated',
    ]);
    expect(await pending.finish(one.frame)).toEqual(repeated);
  });

  test('does not take frames of the other kind, cut ones, or its own', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    const other = await shakeHands(otherKind, parties);
    for (const frame of [other.hello, other.welcome, pending.frame.slice(0, 41), new Uint8Array(0)])
      expect(await answer(parties, frame)).toEqual(malformed);
    for (const frame of [pending.frame, other.welcome, new Uint8Array(0)])
      expect(await pending.finish(frame)).toEqual(malformed);
  });

  test('does not finish with the reply to another handshake under its own session id', async () => {
    const parties = await newParties();
    const [pending, other] = [await start(parties), await start(parties)];
    const { frame } = await unwrap(await answer(parties, other.frame)).reply(WELCOME);
    expect(await pending.finish(frame)).toEqual(malformed);
    frame.set(pending.frame.subarray(2, 10), 2);
    expect(await pending.finish(frame)).toEqual(broken);
  });

  test('with a whole earlier conversation played again, confirms nothing and opens nothing', async () => {
    const parties = await newParties();
    const earlier = await shakeHands(kind, parties);
    const messages = [await earlier.app.seal(utf8('un')), await earlier.app.seal(utf8('deux'))];
    for (const frame of messages) expect((await earlier.bridge.open(frame)).ok).toBe(true);
    // the first message opens again: this is what `confirmed` is for
    const { channel } = await unwrap(await answer(parties, earlier.hello)).reply(WELCOME);
    for (const frame of messages) expect(await channel.open(frame)).toEqual(broken);
    expect(channel.confirmed).toBe(false);
    const pending = await start(parties);
    expect(await pending.finish(earlier.welcome)).toEqual(malformed);
    expect(await earlier.bridge.open(messages[0] ?? new Uint8Array(0))).toEqual(repeated);
  });

  test('is not answered by a bridge with another key', async () => {
    const parties = await newParties();
    const pending = await start(parties);
    const impostor = { ...parties, bridge: await generateChannelKeys() };
    expect(await answer(impostor, pending.frame)).toEqual(broken);
  });
});

describe('a man in the middle', () => {
  test('who knows the bridge but not the secret of the link opens no reply and confirms nothing', async () => {
    const parties = await newParties();
    const mallory = { ...parties, app: await generateChannelKeys(), secret: systemRandom.bytes(32) };
    const pending = await HANDSHAKES.pairing.start(mallory);
    const { frame, channel } = await unwrap(await HANDSHAKES.pairing.answer(parties, pending.frame)).reply(
      WELCOME,
    );
    expect(await pending.finish(frame)).toEqual(broken);
    const guess = (await shakeHands('pairing', mallory)).app;
    const forged = await guess.seal(utf8('un'));
    forged.set(pending.sessionId, 2);
    expect(await channel.open(forged)).toEqual(broken);
    expect(channel.confirmed).toBe(false);
  });

  test('who answers an app in the name of the bridge without the secret is found out', async () => {
    const parties = await newParties();
    const mallory = { ...parties, secret: systemRandom.bytes(32) };
    const pending = await HANDSHAKES.pairing.start(parties);
    // even the bridge's own key does not help without the secret
    const { frame } = await unwrap(await HANDSHAKES.pairing.answer(mallory, pending.frame)).reply(WELCOME);
    expect(await pending.finish(frame)).toEqual(broken);
  });

  test('who puts his own key in place of one of a pair cannot begin a session', async () => {
    const { app, bridge } = await newParties();
    const mallory = await generateChannelKeys();
    const asApp = await startSession(
      { keys: mallory, bridgeKey: bridge.publicKey, random: systemRandom },
      HELLO,
    );
    expect(await answerSession({ keys: bridge, appKey: app.publicKey }, asApp.frame)).toEqual(broken);
    const toMallory = await startSession(
      { keys: app, bridgeKey: bridge.publicKey, random: systemRandom },
      HELLO,
    );
    expect(await answerSession({ keys: mallory, appKey: app.publicKey }, toMallory.frame)).toEqual(broken);
  });

  test('a second app with an old pairing does not pass for the new one', async () => {
    const { app, bridge } = await newParties();
    const old = await generateChannelKeys();
    const pending = await startSession(
      { keys: old, bridgeKey: bridge.publicKey, random: systemRandom },
      HELLO,
    );
    expect(await answerSession({ keys: bridge, appKey: app.publicKey }, pending.frame)).toEqual(broken);
    expect((await answerSession({ keys: bridge, appKey: old.publicKey }, pending.frame)).ok).toBe(true);
  });
});
