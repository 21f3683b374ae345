import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { Certificate, CertificateRevocationList } from 'pkijs';
import { exportAuthority, importAuthority } from '#demo/authority-file.ts';
import { createCrl, generateKeyPair, issueCertificate, type DemoAuthority } from '#demo/pki.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse, VALIDITY } from './cards.ts';

let authority: DemoAuthority;
let stored: StoredCpsCard;
beforeAll(async () => {
  ({ authority, stored } = await issueNurseCard());
});

const node = (der: Uint8Array): X509Certificate => new X509Certificate(der);
const base64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
const usageBits = (der: Uint8Array<ArrayBuffer>): string => {
  const found = Certificate.fromBER(der).extensions?.find(({ extnID }) => extnID === '2.5.29.15');
  expect(found?.critical).toBe(true);
  return Buffer.from(found?.extnValue.valueBlock.valueHexView ?? []).toString('hex');
};

describe('the demonstration authority', () => {
  it('is a root and an intermediate whose names say that they are worth nothing', () => {
    const [root, intermediate] = [node(authority.rootCertificate), node(authority.intermediateCertificate)];
    expect(root.subject).toContain('SANS VALEUR');
    expect(intermediate.subject).toContain('DEMO');
    expect(root.verify(root.publicKey)).toBe(true);
    expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
    expect([root.ca, intermediate.ca]).toEqual([true, true]);
  });

  it('comes back from its file', async () => {
    const copy = await importAuthority(await exportAuthority(authority));
    expect(copy.rootCertificate).toEqual(authority.rootCertificate);
    const { publicKey } = await generateKeyPair();
    const request = {
      subject: nurse(),
      usage: 'authentication',
      serial: 2 ** 40,
      publicKey,
      ...VALIDITY,
    } as const;
    const issued = node(await issueCertificate(copy, request));
    expect(issued.verify(node(authority.intermediateCertificate).publicKey)).toBe(true);
    expect(issued.serialNumber).toBe('010000000000');
    await expect(importAuthority('{}')).rejects.toThrow(TypeError);
  });

  it('lists what it revoked', async () => {
    const [from, to] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-02-08T00:00:00Z')];
    const crl = CertificateRevocationList.fromBER(await createCrl(authority, [1000, 2 ** 40], from, to));
    const issuerCertificate = Certificate.fromBER(authority.intermediateCertificate);
    expect(await crl.verify({ issuerCertificate })).toBe(true);
    expect(crl.thisUpdate.value).toEqual(from);
    expect(crl.nextUpdate?.value).toEqual(to);
    const revoked = Certificate.fromBER(new Uint8Array(base64(stored.authentication.certificate)));
    const kept = Certificate.fromBER(new Uint8Array(base64(stored.signature.certificate)));
    expect([crl.isCertificateRevoked(revoked), crl.isCertificateRevoked(kept)]).toEqual([true, false]);
    const empty = CertificateRevocationList.fromBER(await createCrl(authority, [], from, to));
    expect(empty.revokedCertificates).toBeUndefined();
  });
});

describe('the certificates of a demonstration card', () => {
  it('name the professional as IGC-Santé does: profession, and one RDN of number and names', () => {
    const { subject } = node(base64(stored.authentication.certificate));
    const [country, title, person] = subject.split('\n');
    expect([country, title]).toEqual(['C=FR', `title=${nurse().title}`]);
    expect(person?.split(' + ').sort()).toEqual([
      `CN=${nurse().psIdNat}`,
      `GN=${nurse().firstName}`,
      `SN=${nurse().familyName}`,
    ]);
  });

  it('are one to sign in with and one to sign documents with', () => {
    const bits = [stored.authentication, stored.signature].map(({ certificate }) =>
      usageBits(new Uint8Array(base64(certificate))),
    );
    expect(bits).toEqual(['030205a0', '03020640']);
  });

  it('belong to the keys that lie beside them', () => {
    for (const { key, certificate } of [stored.authentication, stored.signature]) {
      expect(node(base64(certificate)).publicKey.export({ format: 'jwk' })).toMatchObject({
        n: key.n,
        e: key.e,
      });
    }
  });

  it('are plain data, as a server gives them to a browser', () => {
    const copy = structuredClone(stored);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(stored));
    expect(openCpsCard(copy).atr?.[0]).toBe(0x3b);
    const damaged = { ...stored, signature: { ...stored.signature, certificate: '*' } };
    expect(() => openCpsCard(damaged)).toThrow(TypeError);
  });
});
