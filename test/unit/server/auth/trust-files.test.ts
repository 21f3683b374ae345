import * as pkijs from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, toBase64, utf8, type Bytes } from '#base/bytes.ts';
import { readTrustFile } from '#server/auth/trust-files.ts';
import { makePki, type TestPki } from '#test/support/server/test-pki.ts';

const pem = (label: string, der: Uint8Array): Bytes =>
  utf8(`Bag Attributes\n-----BEGIN ${label}-----\r\n${toBase64(der)}\r\n-----END ${label}-----\n`);

describe("an operator's file of certificates and lists", () => {
  let pki: TestPki;
  let root: Bytes;
  let sub: Bytes;
  let bundle: Bytes;
  beforeAll(async () => {
    pki = await makePki();
    root = pki.authority.rootCertificate;
    sub = pki.authority.intermediateCertificate;
    const signed = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: pkijs.id_ContentType_Data }),
      certificates: [pkijs.Certificate.fromBER(root), pkijs.Certificate.fromBER(sub)],
      crls: [pkijs.CertificateRevocationList.fromBER(pki.crl)],
    });
    const inner: unknown = signed.toSchema(true);
    const content = { contentType: pkijs.id_ContentType_SignedData, content: inner };
    bundle = new Uint8Array(new pkijs.ContentInfo(content).toSchema().toBER());
  });

  it('is read as DER', () => {
    expect(readTrustFile(root)).toEqual({ certificates: [root], revocationLists: [] });
    expect(readTrustFile(pki.crl)).toEqual({ certificates: [], revocationLists: [pki.crl] });
  });

  it('is read as PEM of several blocks, with text between them', () => {
    const file = concat(pem('CERTIFICATE', root), pem('X509 CRL', pki.crl), pem('CERTIFICATE', sub));
    expect(readTrustFile(file)).toEqual({ certificates: [root, sub], revocationLists: [pki.crl] });
  });

  it('is read as PKCS#7, to the byte, in DER and PEM', () => {
    const whole = { certificates: [root, sub], revocationLists: [pki.crl] };
    expect(readTrustFile(bundle)).toEqual(whole);
    expect(readTrustFile(pem('PKCS7', bundle))).toEqual(whole);
  });

  it('is refused where it holds something else', () => {
    for (const file of [utf8(''), utf8('bonjour'), pem('PRIVATE KEY', root), bundle.slice(0, -1)])
      expect(readTrustFile(file)).toBeUndefined();
  });
});
