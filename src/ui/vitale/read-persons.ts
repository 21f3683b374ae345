import type { AppError, Relais } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import type { CardRead } from './vitale-session.svelte.ts';

/**
 * Reads the card in the reader and computes who is on it, the insured person first. The numbers of the card go no
 * further than this function.
 */
export async function readPersons(
  relais: Pick<Relais, 'readVitale'>,
  now: () => number,
): Promise<Result<CardRead, AppError>> {
  const reading = await relais.readVitale();
  if (!reading.ok) return err({ type: 'Card', card: reading.error });
  const persons = await Promise.all(reading.value.persons.map(identifyBeneficiary));
  return ok({ readAt: now(), persons });
}
