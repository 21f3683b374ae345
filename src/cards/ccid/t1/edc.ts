import { concat, equalBytes, type Bytes } from '#base/bytes.ts';

/** Error detection code at the end of a T=1 block (ISO/IEC 7816-3 §11.3.4). */
export type ErrorDetection = 'lrc' | 'crc';

export const edcLength = (kind: ErrorDetection): number => (kind === 'lrc' ? 1 : 2);

/** The block with its code behind it. */
export const appendEdc = (kind: ErrorDetection, block: Uint8Array): Bytes =>
  concat(block, edcOf(kind, block));

/** True where the last bytes are the code of those before. */
export function edcHolds(kind: ErrorDetection, block: Uint8Array): boolean {
  const end = block.length - edcLength(kind);
  return end >= 0 && equalBytes(edcOf(kind, block.subarray(0, end)), block.subarray(end));
}

function edcOf(kind: ErrorDetection, block: Uint8Array): Bytes {
  if (kind === 'lrc') return Uint8Array.of(block.reduce((sum, byte) => sum ^ byte, 0));
  const crc = crc16(block);
  return Uint8Array.of(crc >> 8, crc & 0xff);
}

/** x^16 + x^12 + x^5 + 1, least bit first. */
const POLYNOMIAL = 0x8408;

/**
 * CRC of ISO/IEC 13239 from FFFF, not complemented, its high byte sent first: the standard leaves that open, and libccid
 * and the OsEID card do it so. Hardly any card uses a CRC (none of those that we read).
 */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >> 1) ^ POLYNOMIAL : crc >> 1;
  }
  return crc;
}
