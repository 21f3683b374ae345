import * as asn1js from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  ExtKeyUsage,
  Extension,
  Time,
  type RelativeDistinguishedNames,
} from 'pkijs';
import type { Bytes } from '#base/bytes.ts';

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export const RSA: RsaHashedKeyGenParams = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};

const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  clientAuthentication: '1.3.6.1.5.5.7.3.2',
} as const;

/** Bits of KeyUsage (RFC 5280 §4.2.1.3). */
export const KEY_USAGE = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyCertSign: 5,
  crlSign: 6,
} as const;

export interface CertificateParts extends Validity {
  readonly issuer: RelativeDistinguishedNames;
  readonly issuerPublicKey: CryptoKey;
  readonly signingKey: CryptoKey;
  readonly subject: RelativeDistinguishedNames;
  readonly publicKey: CryptoKey;
  readonly serial: number;
  readonly extensions: readonly Extension[];
}

export async function certify(parts: CertificateParts): Promise<Bytes> {
  const certificate = new Certificate({ version: 2 });
  certificate.serialNumber = integer(parts.serial);
  certificate.issuer = parts.issuer;
  certificate.subject = parts.subject;
  certificate.notBefore = time(parts.notBefore);
  certificate.notAfter = time(parts.notAfter);
  await certificate.subjectPublicKeyInfo.importKey(parts.publicKey);
  certificate.extensions = [
    ...parts.extensions,
    subjectKeyIdentifier(await keyIdentifier(parts.publicKey)),
    authorityKeyIdentifier(await keyIdentifier(parts.issuerPublicKey)),
  ];
  await certificate.sign(parts.signingKey, 'SHA-256', signingEngine());
  return new Uint8Array(certificate.toSchema(true).toBER());
}

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

export const basicConstraints = (parameters: { cA?: boolean; pathLenConstraint?: number }): Extension =>
  extension(OID.basicConstraints, true, new BasicConstraints(parameters).toSchema());

/** Named bits, without zero bits at the end (X.690 §11.2.2). */
export function keyUsage(...set: readonly number[]): Extension {
  const byte = set.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  const unusedBits = 7 - Math.max(...set);
  return extension(
    OID.keyUsage,
    true,
    new asn1js.BitString({ valueHex: Uint8Array.of(byte).buffer, unusedBits }),
  );
}

const subjectKeyIdentifier = (identifier: ArrayBuffer): Extension =>
  extension(OID.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: identifier }));

export const authorityKeyIdentifier = (identifier: ArrayBuffer): Extension =>
  extension(
    OID.authorityKeyIdentifier,
    false,
    new AuthorityKeyIdentifier({
      keyIdentifier: new asn1js.OctetString({ valueHex: identifier }),
    }).toSchema(),
  );

/** SHA-1 of the subjectPublicKey bits (RFC 5280 §4.2.1.2, method 1): a name, not a protection. */
export async function keyIdentifier(publicKey: CryptoKey): Promise<ArrayBuffer> {
  const holder = new Certificate();
  await holder.subjectPublicKeyInfo.importKey(publicKey);
  return holder.getKeyHash('SHA-1');
}

/** INTEGER of any safe size: a number over 32 bits must not pass through 32-bit arithmetic. */
export const integer = (value: number): asn1js.Integer => asn1js.Integer.fromBigInt(BigInt(value));

/** UTCTime up to 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
export const time = (value: Date): Time => new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });

export const clientAuthentication = (): Extension =>
  extension(
    OID.extendedKeyUsage,
    false,
    new ExtKeyUsage({ keyPurposes: [OID.clientAuthentication] }).toSchema(),
  );

export const crlNumber = (value: number): Extension => extension(OID.crlNumber, false, integer(value));

/** pkijs leaves out the NULL that RFC 4055 §5 wants beside sha256WithRSAEncryption. */
class SigningEngine extends CryptoEngine {
  override async getSignatureParameters(
    ...parameters: Parameters<CryptoEngine['getSignatureParameters']>
  ): ReturnType<CryptoEngine['getSignatureParameters']> {
    const found = await super.getSignatureParameters(...parameters);
    found.signatureAlgorithm.algorithmParams = new asn1js.Null();
    return found;
  }
}

export const signingEngine = (): CryptoEngine => new SigningEngine({ name: 'relais-demo', crypto });
