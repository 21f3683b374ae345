import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { MAX_MESSAGES, MAX_PLAINTEXT_BYTES, secureChannel } from '#wire/bridge-channel/channel.ts';
import { cipherState } from '#wire/noise/cipher-state.ts';
import { MAX_FRAME_BYTES } from '#wire/relay.ts';
import { altered, newParties, sampledPositions, shakeHands } from './two-sides.ts';

const newChannels = async () => shakeHands('session', await newParties());

const repeated = { ok: false, error: { type: 'repeated' } };
const broken = { ok: false, error: { type: 'broken' } };
const malformed = { ok: false, error: { type: 'malformed' } };

describe('a sealed channel', () => {
  test('carries messages both ways, empty ones and the longest too', async () => {
    const { app, bridge } = await newChannels();
    for (const text of ['lire la carte', '', 'x'.repeat(MAX_PLAINTEXT_BYTES)]) {
      const frame = await app.seal(utf8(text));
      expect(frame.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
      expect(fromUtf8(unwrap(await bridge.open(frame)))).toBe(text);
      expect(fromUtf8(unwrap(await app.open(await bridge.seal(utf8(text)))))).toBe(text);
    }
    await expect(app.seal(new Uint8Array(MAX_PLAINTEXT_BYTES + 1))).rejects.toThrow('too long');
    expect(unwrap(await bridge.open(await app.seal(utf8('encore'))))).toEqual(utf8('encore'));
  });

  test('serves calls that come at the same time in their order', async () => {
    const { app, bridge } = await newChannels();
    const texts = Array.from({ length: 20 }, (_, n) => `message ${String(n)}`);
    const frames = await Promise.all(texts.map((text) => app.seal(utf8(text))));
    const opened = await Promise.all(frames.map((frame) => bridge.open(frame)));
    expect(opened.map((result) => fromUtf8(unwrap(result)))).toEqual(texts);
  });

  test('leaves what it seals untouched, and seals the same text differently each time', async () => {
    const { app } = await newChannels();
    const plain = utf8('1234');
    const [one, two] = [await app.seal(plain), await app.seal(plain)];
    expect(plain).toEqual(utf8('1234'));
    expect(one.slice(14)).not.toEqual(two.slice(14));
  });

  test('ignores a repeated frame and goes on', async () => {
    const { app, bridge } = await newChannels();
    const first = await app.seal(utf8('un'));
    expect((await bridge.open(first)).ok).toBe(true);
    expect(await bridge.open(first)).toEqual(repeated);
    const second = await app.seal(utf8('deux'));
    expect((await bridge.open(second)).ok).toBe(true);
    expect(await bridge.open(first)).toEqual(repeated);
    expect(await bridge.open(second)).toEqual(repeated);
    expect(bridge.broken).toBe(false);
  });

  test('is dead once a frame is missing, and stays so even when that frame comes', async () => {
    const { app, bridge } = await newChannels();
    const [first, second, third] = [
      await app.seal(utf8('1')),
      await app.seal(utf8('2')),
      await app.seal(utf8('3')),
    ];
    expect((await bridge.open(first)).ok).toBe(true);
    expect(await bridge.open(third)).toEqual(broken);
    for (const frame of [second, third, first]) expect(await bridge.open(frame)).toEqual(broken);
    expect(bridge.broken).toBe(true);
  });

  test('is dead once a frame was altered', async () => {
    const { app, bridge } = await newChannels();
    const frame = await app.seal(utf8('un'));
    expect(await bridge.open(altered(frame, frame.length - 1))).toEqual(broken);
    expect(await bridge.open(frame)).toEqual(broken);
    expect(await bridge.open(new Uint8Array(3))).toEqual(broken);
  });

  test('names an error for every byte that is altered, and accepts none', async () => {
    const parties = await newParties();
    const { app } = await shakeHands('session', parties);
    for (const at of sampledPositions(await app.seal(utf8('lire la carte Vitale')))) {
      const fresh = await shakeHands('session', parties);
      const frame = await fresh.app.seal(utf8('lire la carte Vitale'));
      const error = await fresh.bridge.open(altered(frame, at));
      // version, type and session id say whether it is for this channel at all; the rest is sealed
      expect(error, `byte ${String(at)}`).toEqual(at < 10 ? malformed : broken);
      expect(fresh.bridge.confirmed).toBe(false);
    }
  });

  test('ignores what is no frame of this session', async () => {
    const { app, bridge, hello, welcome } = await newChannels();
    const stranger = await newChannels();
    const frame = await app.seal(utf8('un'));
    const others = [
      hello,
      welcome,
      await stranger.app.seal(utf8('un')),
      new Uint8Array(0),
      frame.slice(0, 14),
      frame.slice(0, 29),
      new Uint8Array(MAX_FRAME_BYTES + 1).fill(1),
    ];
    for (const other of others) expect(await bridge.open(other)).toEqual(malformed);
    expect((await bridge.open(frame)).ok).toBe(true);
  });

  test('does not open its own frames sent back', async () => {
    const { app } = await newChannels();
    expect(await app.open(await app.seal(utf8('un')))).toEqual(broken);
  });

  test('does not open a frame of another session under this session id', async () => {
    const parties = await newParties();
    const [one, two] = [await shakeHands('session', parties), await shakeHands('session', parties)];
    const foreign = await two.app.seal(utf8('un'));
    foreign.set((await one.app.seal(utf8('un'))).subarray(0, 10));
    expect(await one.bridge.open(foreign)).toEqual(broken);
  });

  test('ends before its counter would come round', async () => {
    const key = await cipherState(new Uint8Array(32));
    const session = { sessionId: new Uint8Array(8), handshakeHash: new Uint8Array(32), confirmed: true };
    const last = { ...key, nonce: BigInt(MAX_MESSAGES) - 1n };
    const [sender, receiver] = [1, 2].map(() => secureChannel({ ...session, send: last, receive: last }));
    const frame = await sender?.seal(utf8('la dernière'));
    expect(frame && (await receiver?.open(frame))?.ok).toBe(true);
    await expect(sender?.seal(utf8('une de trop'))).rejects.toThrow('too many');
  });
});
