import { err, ok } from '#base/result.ts';
import type { PinPad } from '../channel.ts';
import type { ClassDescriptor } from './descriptor.ts';
import { secure } from './messages.ts';
import { pinPadError, pinPadTakes, secureVerify } from './pin-pad.ts';
import { refusalWhilePowered } from './refusal.ts';
import type { SlotLink } from './slot-link.ts';

/** Beyond the time for the first key: the other digits, and the card's own time. */
const TYPING_MS = 90_000;

/**
 * The reader's keys (CCID 1.10 §6.1.11). Not at TPDU level with T=1: the reader would have to be told the block's
 * prologue, and then takes part in the numbering of our blocks. The target cards all speak T=0.
 */
export function readerPinPad(
  link: SlotLink,
  { pinVerify, level }: ClassDescriptor,
  protocol: 0 | 1,
): PinPad | undefined {
  if (!pinVerify || (level === 'tpdu' && protocol === 1)) return undefined;
  return {
    async verify(request) {
      // a card may ask for a block that the structure has no place for
      if (!pinPadTakes(request)) return err({ type: 'PinFormat' });
      const whole = request.timeout * 1000 + TYPING_MS;
      const answer = await link.command(secure(secureVerify(request)), { silence: whole, whole });
      if (!answer.ok) return answer;
      if (answer.value.outcome === 'done') return ok(answer.value.data);
      const typed = answer.value.card === 'active' ? pinPadError(answer.value.error) : undefined;
      return err(typed ?? refusalWhilePowered(answer.value));
    },
  };
}
