import type { Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { readTlvs, type Tlv } from './reader.ts';

/** Universal tags (ITU-T X.690 §8) that PKCS#15 uses. */
export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
} as const;

/** Context-specific constructed tag [n]. */
export const context = (n: number): number => 0xa0 | n;
/** Context-specific primitive tag [n]. */
export const contextPrimitive = (n: number): number => 0x80 | n;

export const childrenOf = (tlv: Tlv, what: string): Result<readonly Tlv[], CardError> =>
  readTlvs(tlv.value, what);

/** Of a small INTEGER or ENUMERATED, up to 4 bytes, read as unsigned: cards write key reference 82 as 02 01 82. */
export function unsigned(tlv: Tlv | undefined): number | undefined {
  if (!tlv || tlv.value.length === 0 || tlv.value.length > 4) return undefined;
  return tlv.value.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Is bit n of a BIT STRING set? Bit 0 is the first one (X.680 named bits); bits beyond the end are clear. */
export function hasBit(tlv: Tlv | undefined, n: number): boolean {
  const byte = tlv?.value[1 + (n >> 3)] ?? 0;
  return (byte & (0x80 >> (n & 7))) !== 0;
}
