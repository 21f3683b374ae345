import { describe, expect, test } from 'vitest';
import { type DeviceId, isDeviceId } from '#base/brand.ts';
import { concat, toBase64Url, toHex, utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { pairingLink, pairingPsk, pairingTicket, parsePairingFragment } from '#wire/bridge-channel/link.ts';

/** Computed by node:crypto hkdfSync, so that an app and a bridge of different versions agree. */
const PSK = '692aa4634156e536bf249cb8205794bfa69b2528994b404d49e6230d9e636588';
const TICKET = '60bf7d9b8295a1c0c4cd16b89f97237ac2aa314b425015983de78b5ac9f3af5d';

function newAddress(): DeviceId {
  const address = toBase64Url(systemRandom.bytes(32));
  if (!isDeviceId(address)) throw new Error('32 bytes are an address');
  return address;
}

const newOffer = async () => ({
  bridgeKey: (await generateChannelKeys()).publicKey,
  secret: systemRandom.bytes(32),
  address: newAddress(),
});

describe('a pairing link', () => {
  test('gives back what it was made of, all of it in the fragment', async () => {
    const offer = await newOffer();
    const link = new URL(pairingLink('https://relais.example', offer));
    expect([link.origin, link.pathname, link.search]).toEqual(['https://relais.example', '/pair', '']);
    expect(parsePairingFragment(link.hash)).toEqual(offer);
    expect(parsePairingFragment(link.hash.slice(1))).toEqual(offer);
  });

  test('is not read when cut, lengthened, of another version, or not base64url', async () => {
    const fragment = new URL(pairingLink('https://relais.example', await newOffer())).hash.slice(1);
    const otherVersion = toBase64Url(concat(Uint8Array.of(2), new Uint8Array(96).fill(9)));
    for (const wrong of [
      '',
      '#',
      fragment.slice(1),
      fragment.slice(0, -1),
      `${fragment}A`,
      `${fragment}=`,
      otherVersion,
    ])
      expect(parsePairingFragment(wrong), wrong).toBeUndefined();
  });

  test('with a key of low order is not read', async () => {
    const offer = { ...(await newOffer()), bridgeKey: new Uint8Array(32) };
    const link = new URL(pairingLink('https://relais.example', offer));
    expect(parsePairingFragment(link.hash)).toBeUndefined();
  });

  test('is not made of parts of another length', async () => {
    const offer = await newOffer();
    expect(() => pairingLink('https://relais.example', { ...offer, secret: new Uint8Array(31) })).toThrow(
      'length',
    );
  });
});

describe('what the secret of a link derives', () => {
  test('is 32 bytes, always the same, and different for the relay and for the handshake', async () => {
    const secret = utf8('0123456789abcdef0123456789abcdef');
    expect(toHex(await pairingPsk(secret))).toBe(PSK);
    expect(toHex(await pairingTicket(secret))).toBe(TICKET);
  });
});
