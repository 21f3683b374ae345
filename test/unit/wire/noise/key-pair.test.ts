import { describe, expect, test } from 'vitest';
import { equalBytes, hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { diffieHellman, generateKeyPair } from '#wire/noise/key-pair.ts';
import { isLowOrder } from '#wire/noise/low-order.ts';
import { fixedKeyPair } from './fixed-keys.ts';

/** https://cr.yp.to/ecdh.html#validate, little-endian; the last is p + 1. */
const LOW_ORDER_POINTS = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
];

/** RFC 7748 §6.1. */
const ALICE = '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a';
const BOB = '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';
const SHARED = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';

describe('X25519 (RFC 7748)', () => {
  test('gives the shared secret of section 6.1 to both sides', async () => {
    const alice = await fixedKeyPair(ALICE);
    const bob = await fixedKeyPair(BOB);
    expect(toHex(unwrap(await diffieHellman(alice.privateKey, bob.publicKey)))).toBe(SHARED);
    expect(toHex(unwrap(await diffieHellman(bob.privateKey, alice.publicKey)))).toBe(SHARED);
  });

  test.each(LOW_ORDER_POINTS)('refuses the point of low order %s, its top bit set or not', async (point) => {
    const { privateKey } = await generateKeyPair({ extractable: false });
    const plain = hex(point);
    const marked = plain.map((byte, at) => (at === 31 ? byte | 0x80 : byte));
    for (const key of [plain, marked]) {
      expect(await diffieHellman(privateKey, key)).toEqual({ ok: false, error: { type: 'refusedKey' } });
      expect(isLowOrder(key)).toBe(true);
    }
  });

  test('refuses a public key of another length', async () => {
    const { privateKey, publicKey } = await generateKeyPair({ extractable: false });
    for (const key of [publicKey.subarray(1), new Uint8Array([...publicKey, 0]), new Uint8Array(0)])
      expect(await diffieHellman(privateKey, key)).toEqual({ ok: false, error: { type: 'malformed' } });
  });

  test('makes pairs that differ, of ordinary order, whose private key stays inside', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => generateKeyPair({ extractable: false })));
    expect(one && two && equalBytes(one.publicKey, two.publicKey)).toBe(false);
    expect(one && isLowOrder(one.publicKey)).toBe(false);
    expect(one?.privateKey.extractable).toBe(false);
  });
});
