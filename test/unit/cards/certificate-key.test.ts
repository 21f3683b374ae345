import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromBase64, hex, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { certificateKey, padType1, signedBy } from '#cards/cps/certificate-key.ts';
import { digestInfo } from '#cards/cps/digest-info.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { issueNurseCard } from '../demo/cards.ts';

let certificate: Bytes;
let key: JsonWebKey;
beforeAll(async () => {
  const { stored } = await issueNurseCard();
  certificate = fromBase64(stored.authentication.certificate) ?? new Uint8Array();
  key = stored.authentication.key;
});

/** A certificate of RFC 5280 form around this public key, with nothing else in it; without a version where `v1`. */
const around = (spki: Uint8Array, v1 = false): Bytes => {
  const empty = tlv(0x30);
  const fields = [tlv(0x02, hex('01')), empty, empty, empty, empty, spki, tlv(0xa3, empty)];
  return tlv(0x30, tlv(0x30, ...(v1 ? [] : [tlv(0xa0, tlv(0x02, hex('02')))]), ...fields), empty);
};

describe('the key that a certificate names', () => {
  it('is the one that node finds in it', () => {
    const expected = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
    const found = unwrap(certificateKey(certificate));
    expect(toHex(found.spki)).toBe(expected.toString('hex'));
    expect(found.length).toBe(256);
  });

  it('is found with and without a version', () => {
    const { spki } = unwrap(certificateKey(certificate));
    expect(unwrap(certificateKey(around(spki))).spki).toEqual(spki);
    expect(unwrap(certificateKey(around(spki, true))).spki).toEqual(spki);
  });

  it('is none where it is not RSA, too short, or no certificate at all', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const short = generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey;
    const der = (public_: typeof ec): Uint8Array => public_.export({ type: 'spki', format: 'der' });
    const none = [
      around(der(ec)),
      around(der(short)),
      hex(''),
      hex('3000'),
      hex('0400'),
      tlv(0x30, tlv(0x30)),
    ];
    for (const bytes of [...none, certificate.subarray(0, 200), certificate.slice(4)]) {
      expect(certificateKey(bytes)).toMatchObject({ error: { type: 'Malformed', what: 'certificate key' } });
    }
  });
});

describe('a signature', () => {
  it('belongs to the key that made it, and to the message', async () => {
    const found = unwrap(certificateKey(certificate));
    const signature = new Uint8Array(sign('sha256', utf8('message'), { key: { ...key }, format: 'jwk' }));
    expect(await signedBy(found, utf8('message'), signature)).toBe(true);
    expect(await signedBy(found, utf8('other'), signature)).toBe(false);
    expect(
      await signedBy(
        found,
        utf8('message'),
        signature.map((byte) => byte ^ 1),
      ),
    ).toBe(false);
    expect(await signedBy(found, utf8('message'), new Uint8Array())).toBe(false);
    expect(await signedBy({ ...found, spki: hex('3000') }, utf8('message'), signature)).toBe(false);
  });

  it('is over a block of type 1', async () => {
    const block = padType1(await digestInfo(utf8('message')), 256);
    const expected = concat(
      hex(`0001${'ff'.repeat(202)}00`),
      hex('3031300d060960864801650304020105000420'),
      await sha256(utf8('message')),
    );
    expect(toHex(block)).toBe(toHex(expected));
  });
});
