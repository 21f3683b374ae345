import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { cipherState, decryptWithAd, encryptWithAd, MAX_NOISE_BYTES } from '#wire/noise/cipher-state.ts';
import { readMessage, writeMessage } from '#wire/noise/handshake-message.ts';
import { finishHandshake, handshakeState } from '#wire/noise/handshake-state.ts';
import { generateKeyPair } from '#wire/noise/key-pair.ts';
import { PATTERNS } from '#wire/noise/patterns.ts';

const generateEphemeral = () => generateKeyPair({ extractable: false });
const none = new Uint8Array(0);

async function twoSides(prologues = { initiator: none, responder: none }) {
  const [app, bridge] = await Promise.all([generateEphemeral(), generateEphemeral()]);
  const common = { pattern: PATTERNS.KK, psk: undefined, generateEphemeral };
  return {
    initiator: await handshakeState({
      ...common,
      role: 'initiator',
      prologue: prologues.initiator,
      localStatic: app,
      remoteStatic: bridge.publicKey,
    }),
    responder: await handshakeState({
      ...common,
      role: 'responder',
      prologue: prologues.responder,
      localStatic: bridge,
      remoteStatic: app.publicKey,
    }),
  };
}

describe('a Noise handshake', () => {
  test('fails where the two sides have other prologues', async () => {
    const { initiator, responder } = await twoSides({ initiator: utf8('one'), responder: utf8('two') });
    const { message } = unwrap(await writeMessage(initiator, none));
    expect(await readMessage(responder, message)).toEqual({ ok: false, error: { type: 'notAuthentic' } });
  });

  test('refuses an ephemeral key of low order', async () => {
    const { initiator, responder } = await twoSides();
    const { message } = unwrap(await writeMessage(initiator, none));
    expect(await readMessage(responder, message.fill(0, 0, 32))).toEqual({
      ok: false,
      error: { type: 'refusedKey' },
    });
  });

  test('calls a message too short or too long malformed', async () => {
    const { initiator, responder } = await twoSides();
    const { message } = unwrap(await writeMessage(initiator, none));
    for (const wrong of [
      none,
      message.slice(0, 31),
      message.slice(0, 47),
      new Uint8Array(MAX_NOISE_BYTES + 1),
    ])
      expect(await readMessage(responder, wrong)).toEqual({ ok: false, error: { type: 'malformed' } });
  });

  test('lets a side speak, listen and finish in its turn only', async () => {
    const { initiator, responder } = await twoSides();
    await expect(writeMessage(responder, none)).rejects.toThrow('turn');
    await expect(readMessage(initiator, none)).rejects.toThrow('turn');
    await expect(finishHandshake(initiator)).rejects.toThrow('not over');
    await expect(writeMessage(initiator, new Uint8Array(MAX_NOISE_BYTES))).rejects.toThrow('too long');
  });
});

describe('a cipher state', () => {
  test('counts up with what it sealed or opened, and not with what it refused', async () => {
    const state = await cipherState(new Uint8Array(32).fill(7));
    const sealed = await encryptWithAd(state, none, utf8('bonjour'));
    expect(sealed.state.nonce).toBe(1n);
    expect(unwrap(await decryptWithAd(state, none, sealed.ciphertext)).state.nonce).toBe(1n);
    const later = { ...state, nonce: 1n };
    expect(await decryptWithAd(later, none, sealed.ciphertext)).toEqual({
      ok: false,
      error: { type: 'notAuthentic' },
    });
  });

  test('seals nothing with the last nonce of all', async () => {
    const state = { ...(await cipherState(new Uint8Array(32))), nonce: 2n ** 64n - 1n };
    await expect(encryptWithAd(state, none, none)).rejects.toThrow('nonce');
    await expect(decryptWithAd(state, none, new Uint8Array(16))).rejects.toThrow('nonce');
  });
});
