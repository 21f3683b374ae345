import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { Limits } from './awaited.ts';
import { FEATURE, type ClassDescriptor } from './descriptor.ts';
import { iccPowerOff, iccPowerOn } from './messages.ts';
import { refusal } from './refusal.ts';
import type { SlotLink } from './slot-link.ts';

const AUTOMATIC = 0;
const POWER_SELECT = { 5: 1, 3: 2, 1.8: 3 } as const;
/** A card has 40,000 clock cycles before its answer to reset, and a second between two characters of it. */
const POWER_ON: Limits = { silence: 15_000, whole: 60_000 };

/** bPowerSelect to try, in order: left to the reader where it can choose, else 5 V, 3 V, 1.8 V of those it has. */
export function powerSelections({ features, voltages }: ClassDescriptor): readonly number[] {
  const byReader = (features & FEATURE.automaticVoltage) !== 0 || voltages.length === 0;
  return byReader ? [AUTOMATIC] : voltages.map((volts) => POWER_SELECT[volts]);
}

/**
 * Powers the card (a warm reset where it has power) and gives its answer to reset. NoCard for an empty slot, CardMute
 * where it answers at no voltage.
 */
export async function powerOn(
  link: SlotLink,
  descriptor: ClassDescriptor,
): Promise<Result<Bytes, CardError>> {
  let last: CardError = { type: 'CardMute' };
  for (const select of powerSelections(descriptor)) {
    const answer = await link.command(iccPowerOn(select), POWER_ON);
    if (!answer.ok) return answer;
    const { outcome, card, data } = answer.value;
    if (card === 'absent') return err({ type: 'NoCard' });
    if (outcome === 'done' && data.length > 0) return ok(data);
    if (outcome === 'failed') last = refusal(answer.value);
    const off = await powerOff(link);
    if (!off.ok) return off;
  }
  return err(last);
}

/** Takes the power away: the card forgets a presented PIN. */
export async function powerOff(link: SlotLink): Promise<Result<undefined, CardError>> {
  const answer = await link.command(iccPowerOff);
  if (!answer.ok) return answer;
  return answer.value.outcome === 'done' ? ok(undefined) : err(refusal(answer.value));
}
