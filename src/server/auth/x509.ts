import { sha256, toHex, type Bytes } from '#base/bytes.ts';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { readName, type Name } from './x509-name.ts';

/** pkijs over the platform's WebCrypto; handed to every call, so that no global engine decides. */
export const pkiEngine = new pkijs.CryptoEngine({ name: 'relais', crypto: globalThis.crypto });

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXT_KEY_USAGE = '2.5.29.37';

/** A certificate, read but not yet believed. */
export type ParsedCertificate = {
  readonly der: Bytes;
  readonly pki: pkijs.Certificate;
  /** SHA-256 (hex) of the DER. */
  readonly fingerprint: string;
  readonly subject: Name;
  readonly issuer: Name;
  /** SHA-256 (hex) of the issuer's DER name; of the subject's below. */
  readonly issuerHash: string;
  readonly subjectHash: string;
  /** Hex, without leading zeros. */
  readonly serial: string;
  /** ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isCa: boolean;
  /** basicConstraints pathLenConstraint. */
  readonly pathLength: number | undefined;
  /** Undefined where the extension is absent. */
  readonly keyUsage: KeyUsage | undefined;
  /** OIDs of extKeyUsage; undefined where absent. */
  readonly extendedKeyUsage: readonly string[] | undefined;
};

/** RFC 5280 §4.2.1.3. */
export type KeyUsage = {
  digitalSignature: boolean;
  nonRepudiation: boolean;
  keyCertSign: boolean;
  crlSign: boolean;
};

/** Undefined where the bytes are not one X.509 v3 certificate and nothing else, or a critical part is unknown to us. */
export async function parseCertificate(der: Uint8Array): Promise<ParsedCertificate | undefined> {
  try {
    const own = new Uint8Array(der);
    const pki = new pkijs.Certificate({ schema: wholeAsn1(own) });
    return knowsCriticalExtensions(pki) && hasSoundEnvelope(pki) ? await describe(own, pki) : undefined;
  } catch {
    return undefined; // asn1js and pkijs throw on what they cannot read
  }
}

/** Reads one ASN.1 value that fills the bytes; throws otherwise. */
export function wholeAsn1(der: Bytes): asn1js.BaseBlock {
  const { offset, result } = asn1js.fromBER(der);
  if (statedLength(der) !== der.length || offset !== der.length || result.error !== '')
    throw new Error('not one ASN.1 value');
  return result;
}

/** Length that the outermost header states, its own bytes included (X.690 §8.1.3, §10.1): asn1js does not insist. */
function statedLength(der: Bytes): number {
  const first = der[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const octets = der.subarray(2, 2 + (first & 0x7f));
  return 2 + octets.length + octets.reduce((length, octet) => length * 256 + octet, 0);
}

/** Content of an INTEGER as hex without its leading zeros, so that serials of certificate and list compare as text. */
export const serialText = (content: Uint8Array): string => toHex(content).replace(/^(00)+(?=..)/, '');

export const nameHash = async (name: pkijs.RelativeDistinguishedNames): Promise<string> =>
  toHex(await sha256(new Uint8Array(name.valueBeforeDecode)));

async function describe(der: Bytes, pki: pkijs.Certificate): Promise<ParsedCertificate> {
  const constraints = extension(pki, BASIC_CONSTRAINTS, pkijs.BasicConstraints);
  return {
    der,
    pki,
    fingerprint: toHex(await sha256(der)),
    subject: readName(pki.subject),
    issuer: readName(pki.issuer),
    issuerHash: await nameHash(pki.issuer),
    subjectHash: await nameHash(pki.subject),
    serial: serialText(pki.serialNumber.valueBlock.valueHexView),
    notBefore: pki.notBefore.value.getTime(),
    notAfter: pki.notAfter.value.getTime(),
    isCa: constraints?.cA === true,
    pathLength: pathLengthOf(constraints),
    keyUsage: keyUsageOf(pki),
    extendedKeyUsage: extension(pki, EXT_KEY_USAGE, pkijs.ExtKeyUsage)?.keyPurposes,
  };
}

function pathLengthOf(constraints: pkijs.BasicConstraints | undefined): number | undefined {
  const length = constraints?.pathLenConstraint;
  return typeof length === 'object' ? length.valueBlock.valueDec : length;
}

function keyUsageOf(pki: pkijs.Certificate): KeyUsage | undefined {
  const bits = extension(pki, KEY_USAGE, asn1js.BitString)?.valueBlock.valueHexView[0];
  if (bits === undefined) return undefined;
  const has = (mask: number): boolean => (bits & mask) !== 0;
  return {
    digitalSignature: has(0x80),
    nonRepudiation: has(0x40),
    keyCertSign: has(0x04),
    crlSign: has(0x02),
  };
}

/** The parsed value; throws where the extension is there but not of its form, or there twice (RFC 5280 §4.2). */
function extension<T>(
  pki: pkijs.Certificate,
  oid: string,
  kind: new (...parameters: never[]) => T,
): T | undefined {
  const found = pki.extensions?.filter(({ extnID }) => extnID === oid) ?? [];
  if (found.length === 0) return undefined;
  const value: unknown = found[0]?.parsedValue;
  if (found.length > 1 || !(value instanceof kind) || isMisread(value))
    throw new Error('malformed extension');
  return value;
}

/** pkijs answers an extension that it cannot read with an empty one that carries this mark. */
export const isMisread = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'parsingError' in value && value.parsingError !== undefined;

/** RFC 5280 §4.2: a certificate with a critical extension that one does not process is refused. */
const PROCESSED: ReadonlySet<string> = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXT_KEY_USAGE,
  '2.5.29.17', // subjectAltName: nothing hangs on it here
  '2.5.29.30', // nameConstraints, by the path validation
  '2.5.29.32', // certificatePolicies, by the path validation
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.54', // inhibitAnyPolicy
]);

const knowsCriticalExtensions = (pki: pkijs.Certificate): boolean =>
  (pki.extensions ?? []).every(({ critical, extnID }) => !critical || PROCESSED.has(extnID));

/**
 * RFC 5280 §4.1.1.2, §5.1.1.2: the signed and the unsigned statement of the algorithm agree to the byte, and the
 * signature fills its bytes. What no signature covers must not vary.
 */
export function hasSoundEnvelope(
  signed: Pick<pkijs.Certificate, 'signature' | 'signatureAlgorithm' | 'signatureValue'>,
): boolean {
  const [inner, outer] = [signed.signature, signed.signatureAlgorithm].map((algorithm) =>
    toHex(new Uint8Array(algorithm.toSchema().toBER())),
  );
  return inner === outer && signed.signatureValue.valueBlock.unusedBits === 0;
}
