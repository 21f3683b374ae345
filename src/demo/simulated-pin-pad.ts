import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import type { PinPad, PinPadRequest } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';

/** What is typed on the keys: digits; undefined where the user cancels; nothing where nobody comes. */
export type TypePin = (request: PinPadRequest) => Promise<string | undefined>;

/** Keys of a simulated reader: what is typed goes into the VERIFY command there, and no further than the card. */
export const simulatedPinPad = (
  typePin: TypePin,
  transmit: (command: Uint8Array) => Promise<Result<Bytes, CardError>>,
): PinPad => ({
  async verify(request) {
    const typed = await typePin(request);
    if (typed === undefined) return err({ type: 'PinPadCancelled' });
    if (typed === '') return err({ type: 'PinPadTimeout' });
    const { minLength, maxLength } = request;
    const fits = /^\d+$/.test(typed) && typed.length >= minLength && typed.length <= maxLength;
    return fits ? transmit(verifyCommand(request.command, typed)) : err({ type: 'PinFormat' });
  },
});

/** The digits over the beginning of the block, or as a block of their own where the command has none. */
function verifyCommand(command: Uint8Array, typed: string): Bytes {
  const digits = utf8(typed);
  if (command.length <= 5) return concat(command.subarray(0, 4), Uint8Array.of(digits.length), digits);
  const filled = Uint8Array.from(command);
  filled.set(digits, 5);
  return filled;
}
