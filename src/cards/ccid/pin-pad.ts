import { concat, type Bytes } from '#base/bytes.ts';
import type { PinPadRequest } from '../channel.ts';
import type { CardError } from '../errors.ts';

/** CLA INS P1 P2 Lc before the block of padding. */
const HEADER = 5;
const VERIFICATION = 0x00;
/** bmFormatString: bytes (80), code from the first byte of the block (position 0), left-justified, ASCII (02). */
const ASCII_LEFT = 0x82;
const NO_LENGTH_INSERTED = 0x00;
/** The code is complete when its last key, «validate», is pressed. */
const VALIDATION_KEY = 0x02;
/** The reader shows its own first message, in French (USB LANGID), little-endian. */
const ONE_MESSAGE = 0x01;
const FRENCH = [0x0c, 0x04] as const;
const FIRST_MESSAGE = 0x00;
/** Of use for T=1 at TPDU level alone, which is not offered. */
const NO_PROLOGUE = [0x00, 0x00, 0x00] as const;

/** The block's size is a half-byte of bmPINBlockString. */
const MAX_BLOCK = 15;
const MAX_BYTE = 0xff;

/** False where the request cannot be said in a PIN data structure: block over 15 bytes, or digits that do not fit in it. */
export function pinPadTakes({ command, minLength, maxLength }: PinPadRequest): boolean {
  const block = blockLength(command);
  if (command.length !== 4 && command[HEADER - 1] !== block) return false;
  return block <= MAX_BLOCK && 0 < minLength && minLength <= maxLength && maxLength <= (block || MAX_BYTE);
}

const blockLength = (command: Uint8Array): number => Math.max(0, command.length - HEADER);

/**
 * abPINDataStructure of PC_to_RDR_Secure for a verification (CCID 1.10 §6.1.11.4; the same fields as PIN_VERIFY of PC/SC
 * part 10). What `pinPadTakes` refuses is a bug of the caller: sent nevertheless, it could spend a try.
 */
export function secureVerify(request: PinPadRequest): Bytes {
  if (!pinPadTakes(request)) throw new RangeError('not a PIN that a reader can ask for');
  const { command, minLength, maxLength, timeout } = request;
  return concat(
    Uint8Array.of(
      VERIFICATION, // bPINOperation
      Math.min(Math.max(Math.ceil(timeout), 0), MAX_BYTE), // bTimeOut, seconds; 00: the reader's own
      ASCII_LEFT, // bmFormatString
      blockLength(command), // bmPINBlockString: no length inserted; bytes of the block, 0 for as many as digits
      NO_LENGTH_INSERTED, // bmPINLengthFormat
      maxLength, // wPINMaxExtraDigit is XXYYh with the least XX and the most YY: YY comes first
      minLength,
      VALIDATION_KEY, // bEntryValidationCondition
      ONE_MESSAGE, // bNumberMessage
      ...FRENCH, // wLangId
      FIRST_MESSAGE, // bMsgIndex
      ...NO_PROLOGUE, // bTeoPrologue
    ),
    command, // abPINApdu
  );
}

/** bError of a failed Secure command that the user caused (CCID 1.10 table 6.2-2); undefined for any other. */
export function pinPadError(bError: number): CardError | undefined {
  if (bError === 0xef) return { type: 'PinPadCancelled' };
  if (bError === 0xf0) return { type: 'PinPadTimeout' };
  return undefined;
}
