import { concat, type Bytes } from '#base/bytes.ts';

const HEADER = 4;

/**
 * A short command as PC/SC wants it for T=0 (ISO/IEC 7816-3 §12.1): five bytes at least, and no Le behind data, which
 * some readers would send to the card as one byte too many. What the card has to say is then fetched by GET RESPONSE.
 */
export function commandForT0(command: Uint8Array): Bytes {
  const lc = command[HEADER];
  if (lc === undefined) return concat(command, Uint8Array.of(0x00));
  const endOfData = HEADER + 1 + lc;
  return Uint8Array.from(
    command.length === endOfData + 1 && lc > 0 ? command.subarray(0, endOfData) : command,
  );
}
