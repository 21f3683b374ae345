import { Sequence } from 'asn1js';
import {
  Certificate,
  CertificateRevocationList,
  Extensions,
  RevokedCertificate,
  type Extension,
  type RelativeDistinguishedNames,
} from 'pkijs';
import type { Bytes } from '#base/bytes.ts';
import { DEMO_AUTHORITY_ORGANISATION } from '#cards/cps/demo-marker.ts';
import { distinguishedName, type NameAttribute } from './distinguished-name.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  certify,
  clientAuthentication,
  crlNumber,
  integer,
  KEY_USAGE,
  keyIdentifier,
  keyUsage,
  RSA,
  signingEngine,
  time,
  type Validity,
} from './x509.ts';

/** A demonstration of the IGC-Santé: root, intermediate, and the keys of both. Guards nothing. */
export interface DemoAuthority {
  /** DER; the anchor to trust. */
  readonly rootCertificate: Bytes;
  /** DER; issues the certificates of the cards and their revocation list. */
  readonly intermediateCertificate: Bytes;
  readonly rootKey: CryptoKey;
  readonly intermediateKey: CryptoKey;
}

export interface CardSubject {
  /** 8 and the RPPS. */
  readonly psIdNat: string;
  readonly familyName: string;
  readonly firstName: string;
  /** The profession in words: «Infirmier», «Médecin». */
  readonly title: string;
}

export interface CertificateRequest extends Validity {
  readonly subject: CardSubject;
  readonly usage: 'authentication' | 'signature';
  readonly publicKey: CryptoKey;
  /** Positive; names the certificate in the revocation list. */
  readonly serial: number;
}

/** RSA-2048, extractable: a card or a file will hold it. */
export const generateKeyPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);

const authorityName = (role: string, label: string): RelativeDistinguishedNames => {
  const single: readonly NameAttribute[] = [
    ['country', 'FR'],
    ['organization', DEMO_AUTHORITY_ORGANISATION],
    ['organizationalUnit', 'SANS VALEUR - CARTES FICTIVES'],
    ['commonName', `${role} DEMO ${label}`],
  ];
  return distinguishedName(single.map((attribute) => [attribute]));
};

/** Root and intermediate with fresh keys. `label` tells two authorities apart (a foreign one, in tests). */
export async function createDemoAuthority({
  notBefore,
  notAfter,
  label = 'RELAIS',
}: Validity & { readonly label?: string }): Promise<DemoAuthority> {
  const [root, intermediate] = await Promise.all([generateKeyPair(), generateKeyPair()]);
  const rootName = authorityName('AC RACINE', label);
  const common = {
    issuer: rootName,
    issuerPublicKey: root.publicKey,
    signingKey: root.privateKey,
    notBefore,
    notAfter,
  };
  const rootCertificate = await certify({
    ...common,
    subject: rootName,
    publicKey: root.publicKey,
    serial: 1,
    extensions: authorityExtensions(),
  });
  const intermediateCertificate = await certify({
    ...common,
    subject: authorityName('AC PERSONNES', label),
    publicKey: intermediate.publicKey,
    serial: 2,
    extensions: authorityExtensions(0),
  });
  const keys = { rootKey: root.privateKey, intermediateKey: intermediate.privateKey };
  return { rootCertificate, intermediateCertificate, ...keys };
}

/** A card's certificate (DER), its subject as in IGC-Santé: C, title, and one RDN of CN, SN and GN. */
export async function issueCertificate(
  authority: DemoAuthority,
  request: CertificateRequest,
): Promise<Bytes> {
  const issuer = parseCertificate(authority.intermediateCertificate);
  return certify({
    ...request,
    issuer: issuer.subject,
    issuerPublicKey: await issuer.getPublicKey(),
    signingKey: authority.intermediateKey,
    subject: subjectName(request.subject),
    extensions: cardExtensions(request.usage),
  });
}

/** The revocation list (DER) of the intermediate authority. */
export async function createCrl(
  authority: DemoAuthority,
  revokedSerials: readonly number[],
  thisUpdate: Date,
  nextUpdate: Date,
): Promise<Bytes> {
  const issuer = parseCertificate(authority.intermediateCertificate);
  const crl = new CertificateRevocationList({
    version: 1,
    issuer: issuer.subject,
    thisUpdate: time(thisUpdate),
    nextUpdate: time(nextUpdate),
    crlExtensions: new Extensions({
      extensions: [
        authorityKeyIdentifier(await keyIdentifier(await issuer.getPublicKey())),
        // time grows, and so must the number (RFC 5280 §5.2.3)
        crlNumber(thisUpdate.getTime()),
      ],
    }),
  });
  // an empty list must be absent (RFC 5280 §5.1.2.6)
  if (revokedSerials.length > 0) {
    crl.revokedCertificates = revokedSerials.map((serial) => revoked(serial, thisUpdate));
  }
  await crl.sign(authority.intermediateKey, 'SHA-256', signingEngine());
  const encoded: unknown = crl.toSchema(true);
  if (!(encoded instanceof Sequence)) throw new TypeError('pkijs gave no SEQUENCE');
  return new Uint8Array(encoded.toBER());
}

const parseCertificate = (der: Bytes): Certificate => Certificate.fromBER(der);

const subjectName = ({ psIdNat, familyName, firstName, title }: CardSubject): RelativeDistinguishedNames =>
  distinguishedName([
    [['country', 'FR']],
    [['title', title]],
    [
      ['commonName', psIdNat],
      ['surname', familyName],
      ['givenName', firstName],
    ],
  ]);

const authorityExtensions = (pathLength?: number): readonly Extension[] => [
  basicConstraints(pathLength === undefined ? { cA: true } : { cA: true, pathLenConstraint: pathLength }),
  keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.crlSign),
];

const cardExtensions = (usage: CertificateRequest['usage']): readonly Extension[] =>
  usage === 'signature'
    ? [basicConstraints({}), keyUsage(KEY_USAGE.nonRepudiation)]
    : [
        basicConstraints({}),
        keyUsage(KEY_USAGE.digitalSignature, KEY_USAGE.keyEncipherment),
        clientAuthentication(),
      ];

const revoked = (serial: number, revocationDate: Date): RevokedCertificate =>
  new RevokedCertificate({ userCertificate: integer(serial), revocationDate: time(revocationDate) });
