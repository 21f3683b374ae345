import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { childrenOf, DER } from '../tlv/der.ts';
import { findTag, readTlvs, type Tlv } from '../tlv/reader.ts';
import { tlv } from '../tlv/writer.ts';

/** The RSA key that a certificate names. */
export interface CertificateKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes;
  /** Of the modulus, in bytes. */
  readonly length: number;
}

const malformed: CardError = { type: 'Malformed', what: 'certificate key' };
/** INTEGER, SEQUENCE ×4, then SubjectPublicKeyInfo: the fields of TBSCertificate after the optional version (RFC 5280 §4.1). */
const SPKI_FIELD = 5;

/** Cuts the public key out of a certificate. Malformed where it is none, or where its key is not RSA of 1024 to 4096 bits. */
export function certificateKey(certificate: Uint8Array): Result<CertificateKey, CardError> {
  const fields = path(certificate, DER.sequence, DER.sequence);
  const spki = fields?.filter(({ tag }) => tag < 0x80)[SPKI_FIELD];
  const bits = spki && findTag(inside(spki) ?? [], DER.bitString)?.value;
  const modulus = bits && path(bits.subarray(1), DER.sequence)?.[0]?.value;
  const length = modulus && lengthOf(modulus);
  if (spki?.tag !== DER.sequence || !length || length < 128 || length > 512) return err(malformed);
  return ok({ spki: tlv(spki.tag, spki.value), length });
}

function inside(object: Tlv): readonly Tlv[] | undefined {
  const children = childrenOf(object, 'certificate');
  return children.ok ? children.value : undefined;
}

/** The children of the first object, of that object's first one, and so on, as long as the tags are these. */
function path(bytes: Uint8Array, ...tags: readonly number[]): readonly Tlv[] | undefined {
  const top = readTlvs(bytes, 'certificate');
  let level: readonly Tlv[] | undefined = top.ok ? top.value : undefined;
  for (const tag of tags) {
    const first: Tlv | undefined = level?.[0];
    level = first?.tag === tag ? inside(first) : undefined;
  }
  return level;
}

/** Without the zero byte that keeps an INTEGER positive. */
const lengthOf = (integer: Uint8Array): number => integer.length - (integer[0] === 0x00 ? 1 : 0);

/** Was this message signed (RS256) by the key of this certificate? */
export async function signedBy(key: CertificateKey, message: Bytes, signature: Bytes): Promise<boolean> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  try {
    const imported = await crypto.subtle.importKey('spki', key.spki, algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm, imported, signature, message);
  } catch {
    return false; // WebCrypto's word for a key that is none
  }
}

/** PKCS#1 v1.5 padding of type 1 (RFC 8017 §9.2): 00 01 FF … FF 00, then the DigestInfo. */
export function padType1(digestInfo: Uint8Array, length: number): Bytes {
  const filling = new Uint8Array(length - digestInfo.length - 3).fill(0xff);
  return concat(Uint8Array.of(0x00, 0x01), filling, Uint8Array.of(0x00), digestInfo);
}
