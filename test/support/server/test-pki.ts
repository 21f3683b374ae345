import type { Bytes } from '#base/bytes.ts';
import {
  createCrl,
  createDemoAuthority,
  generateKeyPair,
  issueCertificate,
  type CertificateRequest,
  type DemoAuthority,
} from '#demo/pki.ts';
import { distinguishedName, type NameAttribute } from '#demo/distinguished-name.ts';
import {
  basicConstraints,
  certify,
  clientAuthentication,
  KEY_USAGE,
  keyUsage,
  type CertificateParts,
} from '#demo/x509.ts';
import * as pkijs from 'pkijs';
import type { NewProfessional } from '#server/auth/professionals.ts';
import { DAY_MS, NOW, NURSE } from './auth-harness.ts';

export const BEFORE = new Date(NOW - 100 * DAY_MS);
export const AFTER = new Date(NOW + 1000 * DAY_MS);

/** An authority with a current list that revokes card 666, and one nurse's card. */
export type TestPki = { authority: DemoAuthority; crl: Bytes; cardKeys: CryptoKeyPair; card: Bytes };

export async function makePki(label = 'RELAIS'): Promise<TestPki> {
  const authority = await createDemoAuthority({ notBefore: BEFORE, notAfter: AFTER, label });
  const cardKeys = await generateKeyPair();
  return {
    authority,
    cardKeys,
    crl: await createCrl(authority, [666], new Date(NOW - DAY_MS), new Date(NOW + 7 * DAY_MS)),
    card: await issueCard(authority, cardKeys.publicKey, {}),
  };
}

export function issueCard(
  authority: DemoAuthority,
  publicKey: CryptoKey,
  changes: Partial<CertificateRequest> & { holder?: NewProfessional },
): Promise<Bytes> {
  const { holder = NURSE, ...rest } = changes;
  const { psIdNat, familyName, firstName } = holder;
  return issueCertificate(authority, {
    subject: { psIdNat, familyName, firstName, title: 'Infirmier' },
    usage: 'authentication',
    publicKey,
    serial: 4321,
    notBefore: BEFORE,
    notAfter: AFTER,
    ...rest,
  });
}

/** A certificate that no honest authority makes: every part is given. */
export async function forge(
  issuer: { certificate: Bytes; key: CryptoKey },
  parts: Partial<CertificateParts> & { publicKey: CryptoKey; subjectText: string },
): Promise<Bytes> {
  const parent = pkijs.Certificate.fromBER(issuer.certificate);
  return certify({
    issuer: parent.subject,
    issuerPublicKey: await parent.getPublicKey(),
    signingKey: issuer.key,
    subject: personName(parts.subjectText),
    serial: 99,
    notBefore: BEFORE,
    notAfter: AFTER,
    extensions: CARD_EXTENSIONS(),
    ...parts,
  });
}

export const CARD_EXTENSIONS = () => [
  basicConstraints({}),
  keyUsage(KEY_USAGE.digitalSignature),
  clientAuthentication(),
];
export const AUTHORITY_EXTENSIONS = () => [
  basicConstraints({ cA: true }),
  keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.crlSign),
];

export function personName(commonName: string): pkijs.RelativeDistinguishedNames {
  const attributes: NameAttribute[] = [
    ['commonName', commonName],
    ['surname', 'RIVOIRE'],
    ['givenName', 'Solène'],
  ];
  return distinguishedName([[['country', 'FR']], [['title', 'Infirmier']], attributes]);
}
