import { concat, type Bytes } from '#base/bytes.ts';

/** A short command APDU (ISO/IEC 7816-4 §5.1). */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** At most 255 bytes; absent in cases 1 and 2. */
  readonly data?: Uint8Array;
  /** Bytes wanted back, 1 to 256; absent in cases 1 and 3. */
  readonly le?: number;
}

export const MAX_SHORT_DATA = 255;
export const MAX_SHORT_ANSWER = 256;
/** CLA bit 5: more of the same command follows (ISO/IEC 7816-4 §5.1.1.1). */
export const CHAINING = 0x10;

/** The bytes of a short command. Data or Le out of range is a bug of the caller. */
export function encodeCommand({ cla, ins, p1, p2, data, le }: Command): Bytes {
  const length = data?.length ?? 0;
  if (length > MAX_SHORT_DATA) throw new RangeError('command data over 255 bytes: chain it');
  if (le !== undefined && (le < 1 || le > MAX_SHORT_ANSWER)) throw new RangeError('Le out of range');
  return concat(
    Uint8Array.of(cla, ins, p1, p2),
    data && length > 0 ? concat(Uint8Array.of(length), data) : new Uint8Array(),
    le === undefined ? new Uint8Array() : Uint8Array.of(le & 0xff),
  );
}

/** Splits a command whose data exceed one APDU: all but the last carry the chaining bit and want nothing back. */
export function chainCommand(command: Command): readonly Command[] {
  const { cla, ins, p1, p2, data = new Uint8Array() } = command;
  const parts: Command[] = [];
  let at = 0;
  for (; data.length - at > MAX_SHORT_DATA; at += MAX_SHORT_DATA) {
    parts.push({ cla: cla | CHAINING, ins, p1, p2, data: data.subarray(at, at + MAX_SHORT_DATA) });
  }
  return [...parts, { ...command, data: data.subarray(at) }];
}
