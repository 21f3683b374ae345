import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { context, contextPrimitive, DER } from '#cards/tlv/der.ts';
import { tlv } from '#cards/tlv/writer.ts';

/** How the card wants its PIN. */
export interface PinDescription {
  /** P2 of VERIFY. */
  readonly reference: number;
  readonly length: number;
  /** The PIN is filled up to this length with this byte; sent as it is where absent. */
  readonly padding?: { readonly storedLength: number; readonly padChar: number };
}

export interface KeyDescription {
  readonly label: string;
  readonly id: Bytes;
  readonly authId: Bytes;
  readonly reference: number;
  readonly usage: 'sign' | 'nonRepudiation';
  readonly path: Bytes;
  /** Bits. */
  readonly modulusLength: number;
}

const sequence = (...parts: readonly Bytes[]): Bytes => tlv(DER.sequence, ...parts);
const octets = (bytes: Bytes): Bytes => tlv(DER.octetString, bytes);
const pathSequence = (path: Bytes): Bytes => sequence(octets(path));
const typed = (...parts: readonly Bytes[]): Bytes => tlv(context(1), sequence(...parts));

/** Non-negative INTEGER: a byte 00 in front where the first bit would read as a sign. */
function integer(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return tlv(DER.integer, Uint8Array.from((bytes[0] ?? 0) & 0x80 ? [0, ...bytes] : bytes));
}

/** BIT STRING of named bits (X.690 §11.2.2: no zero bits at the end). */
function bits(...set: readonly number[]): Bytes {
  const last = Math.max(...set);
  const bytes = new Uint8Array(1 + (last >> 3) + 1);
  bytes[0] = 7 - (last & 7);
  for (const bit of set) bytes[1 + (bit >> 3)] = (bytes[1 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7));
  return tlv(DER.bitString, bytes);
}

const OBJECT = { private: 0, modifiable: 1 } as const;
const KEY_USAGE = { decrypt: 1, sign: 2, nonRepudiation: 9 } as const;
const KEY_ACCESS = { sensitive: 0, alwaysSensitive: 2, neverExtractable: 3, local: 4 } as const;
const PASSWORD = { initialized: 4, needsPadding: 5 } as const;
const ASCII_NUMERIC = Uint8Array.of(1);

/** PrivateKeyType, RSA (PKCS#15 v1.1 §6.3). Like a real CPS, without algorithm references. */
export function privateKeyObject(key: KeyDescription): Bytes {
  const usage =
    key.usage === 'sign' ? bits(KEY_USAGE.decrypt, KEY_USAGE.sign) : bits(KEY_USAGE.nonRepudiation);
  const access = bits(
    KEY_ACCESS.sensitive,
    KEY_ACCESS.alwaysSensitive,
    KEY_ACCESS.neverExtractable,
    KEY_ACCESS.local,
  );
  return sequence(
    sequence(tlv(DER.utf8String, utf8(key.label)), bits(OBJECT.private), octets(key.authId)),
    sequence(octets(key.id), usage, access, integer(key.reference)),
    typed(pathSequence(key.path), integer(key.modulusLength)),
  );
}

/** CertificateType, X.509 in a file of its own (PKCS#15 v1.1 §6.6). */
export const certificateObject = (label: string, id: Bytes, path: Bytes): Bytes =>
  sequence(
    sequence(tlv(DER.utf8String, utf8(label)), bits(OBJECT.modifiable)),
    sequence(octets(id)),
    typed(pathSequence(path)),
  );

/** DataType, opaque, in a file of its own (PKCS#15 v1.1 §6.7): the path stands alone in its attributes. */
export const dataObject = (label: string, authId: Bytes, path: Bytes): Bytes =>
  sequence(
    sequence(tlv(DER.utf8String, utf8(label)), bits(OBJECT.private), octets(authId)),
    sequence(tlv(DER.utf8String, utf8('CPS'))),
    tlv(context(1), pathSequence(path)),
  );

/** AuthenticationType, password (PKCS#15 v1.1 §6.8). */
export function passwordObject(label: string, authId: Bytes, pin: PinDescription): Bytes {
  const { reference, length, padding } = pin;
  return sequence(
    sequence(tlv(DER.utf8String, utf8(label)), bits(OBJECT.private)),
    sequence(octets(authId)),
    typed(
      padding ? bits(PASSWORD.initialized, PASSWORD.needsPadding) : bits(PASSWORD.initialized),
      tlv(DER.enumerated, ASCII_NUMERIC),
      integer(length),
      integer(padding?.storedLength ?? length),
      integer(length),
      tlv(contextPrimitive(0), Uint8Array.of(reference)),
      padding ? octets(Uint8Array.of(padding.padChar)) : new Uint8Array(),
      pathSequence(Uint8Array.of(0x3f, 0x00)),
    ),
  );
}

/** EF(ODF): for each kind of object, [n] { Path } (PKCS#15 v1.1 §6.2). */
export const objectDirectory = (entries: readonly (readonly [number, Bytes])[]): Bytes =>
  concat(...entries.map(([choice, path]) => tlv(context(choice), pathSequence(path))));

/**
 * AlgorithmInfo: reference 1, CKM_RSA_PKCS, no parameters, compute-signature, rsaEncryption, and 02, which is what MSE
 * calls it. The keys of a CPS do not refer to it; software that knows the CPS makes the link itself.
 */
const CLIENT_SERVER_ALGORITHM = sequence(
  integer(1),
  integer(1),
  tlv(0x05),
  bits(1),
  tlv(0x06, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)),
  integer(2),
);

/** EF(TokenInfo) (PKCS#15 v1.1 §6.9): version 1, serial number, manufacturer, label, flags (PIN needed,
 * PRN), algorithms. */
export const tokenInfo = (serialNumber: Bytes, label: string): Bytes =>
  sequence(
    integer(0),
    octets(serialNumber),
    tlv(DER.utf8String, utf8('Relais, carte simulée')),
    tlv(contextPrimitive(0), utf8(label)),
    bits(1, 2),
    tlv(context(2), CLIENT_SERVER_ALGORITHM),
  );
