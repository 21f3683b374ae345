import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { BAD } from './messages.ts';

/** What a reader asks of whoever stands before its keys. */
export interface PinPrompt {
  /** Seconds. */
  readonly timeout: number;
  readonly minLength: number;
  readonly maxLength: number;
}

/** What is typed on the reader: digits and «validate», «cancel», or nothing. */
export type TypedPin = { readonly digits: string } | 'cancel' | 'timeout';
export type TypePin = (prompt: PinPrompt) => TypedPin | Promise<TypedPin>;

const FIELDS = 15;
const VERIFICATION = 0x00;
const ASCII_LEFT_BYTES = 0x82;
/** Offset of abPINDataStructure in the message: errors count from there. */
const STRUCTURE = 10;
/** A reader lets its keys go after so many codes of a wrong length. */
const MAX_ATTEMPTS = 3;

/**
 * Carries out a PIN data structure (CCID 1.10 §6.1.11.4): asks for the code and gives the command with the code in it.
 * ASCII codes at the left of a block, or alone. An error is a value of bError.
 */
export async function enterPin(structure: Uint8Array, typePin: TypePin): Promise<Result<Bytes, number>> {
  const [operation, timeout = 0, format, block = 0, , maxLength = 0, minLength = 0] = structure;
  if (operation !== VERIFICATION) return err(BAD.pinOperation);
  if (format !== ASCII_LEFT_BYTES) return err(STRUCTURE + 2);
  if (block > 15) return err(STRUCTURE + 3); // it would insert the code's length too
  const apdu = structure.subarray(FIELDS);
  if (structure.length < FIELDS + 4 || minLength > maxLength) return err(BAD.length);
  const typed = await askFor({ timeout, minLength, maxLength }, typePin);
  return typed.ok ? commandWith(apdu, block, utf8(typed.value)) : typed;
}

async function askFor(prompt: PinPrompt, typePin: TypePin): Promise<Result<string, number>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const typed = await typePin(prompt);
    if (typed === 'cancel') return err(BAD.pinCancelled);
    if (typed === 'timeout') return err(BAD.pinTimeout);
    const { digits } = typed;
    if (digits.length >= prompt.minLength && digits.length <= prompt.maxLength) return ok(digits);
  }
  return err(BAD.pinTimeout);
}

/** Over the padding of the block, or behind the header with a length of its own. */
function commandWith(apdu: Uint8Array, block: number, code: Bytes): Result<Bytes, number> {
  if (block === 0) return ok(concat(apdu.subarray(0, 4), Uint8Array.of(code.length), code));
  if (apdu.length !== 5 + block || code.length > block) return err(BAD.length);
  const command = Uint8Array.from(apdu);
  command.set(code, 5);
  return ok(command);
}
