import type { Relais } from '#app/port.ts';
import { ok, type Result } from '#base/result.ts';
import type { StationError } from '#cards/station.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import type { CardRead } from './vitale-session.svelte.ts';

/**
 * Reads the card in the reader and computes who is on it, the insured person first. The numbers of the card go no
 * further than this function.
 */
export async function readPersons(
  relais: Pick<Relais, 'readVitale'>,
  now: () => number,
): Promise<Result<CardRead, StationError>> {
  const reading = await relais.readVitale();
  if (!reading.ok) return reading;
  const persons = await Promise.all(reading.value.persons.map(identifyBeneficiary));
  return ok({ readAt: now(), persons });
}
