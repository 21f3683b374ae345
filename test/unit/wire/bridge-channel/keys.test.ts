import { describe, expect, test } from 'vitest';
import { exportChannelKeys, generateChannelKeys, importChannelKeys } from '#wire/bridge-channel/keys.ts';
import { HANDSHAKES, newParties, shakeHands } from './two-sides.ts';

describe('channel keys', () => {
  test('are not extractable unless asked', async () => {
    const keys = await generateChannelKeys();
    expect([keys.publicKey.length, keys.privateKey.extractable]).toEqual([32, false]);
    await expect(exportChannelKeys(keys)).rejects.toThrow();
  });

  test('serve again after being stored', async () => {
    const stored = await exportChannelKeys(await generateChannelKeys({ extractable: true }));
    expect([stored.publicKey, stored.privateKey].every((text) => /^[\w-]{43}$/.test(text))).toBe(true);
    const bridge = await importChannelKeys(stored, { extractable: false });
    expect(bridge?.privateKey.extractable).toBe(false);
    if (!bridge) throw new Error('the stored keys are whole');
    const { app } = await shakeHands('session', { ...(await newParties()), bridge });
    expect(app.confirmed).toBe(true);
  });

  test('kept extractable can be stored once more', async () => {
    const stored = await exportChannelKeys(await generateChannelKeys({ extractable: true }));
    const again = await importChannelKeys(stored, { extractable: true });
    expect(again && (await exportChannelKeys(again))).toEqual(stored);
  });

  test('are not read from a damaged file', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => exportChannelKeys(await generateChannelKeys({ extractable: true }))),
    );
    if (!one || !two) throw new Error('two pairs were made');
    const damaged = [
      { ...one, publicKey: two.publicKey },
      { ...one, publicKey: '' },
      { ...one, privateKey: '' },
      { ...one, privateKey: one.privateKey.slice(1) },
      { ...one, publicKey: 'pas une clé' },
    ];
    for (const stored of damaged) expect(await importChannelKeys(stored)).toBeUndefined();
  });

  test('in the same pairing are never needed in clear: a handshake runs on non-extractable ones', async () => {
    const parties = await newParties();
    expect(parties.app.privateKey.extractable).toBe(false);
    expect((await HANDSHAKES.pairing.start(parties)).frame.length).toBeGreaterThan(96);
  });
});
