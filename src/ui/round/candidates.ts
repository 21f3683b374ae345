import type { DossierId } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { searchHolders } from '../search-holders.ts';

export type Candidate = { dossierId: DossierId; holder: HolderTraits };

/** Dossiers by id: of the device, and those that the server named. */
export const knownDossiers = (
  onDevice: readonly Candidate[],
  onServer: readonly Candidate[],
): ReadonlyMap<DossierId, Candidate> =>
  new Map([...onServer, ...onDevice].map((one) => [one.dossierId, one]));

/** What may be added: usual patients first, in their order, then the others by name; both as far as they fit what was typed. */
export function candidates(
  known: ReadonlyMap<DossierId, Candidate>,
  { visits, usual, typed }: { visits: readonly DossierId[]; usual: readonly DossierId[]; typed: string },
): { usual: Candidate[]; others: Candidate[] } {
  const chosen = new Set(visits);
  const usualOnes = new Set(usual);
  const open = [...known.values()].filter(({ dossierId }) => !chosen.has(dossierId));
  const found = searchHolders(open, typed);
  const byId = new Map(found.map((one) => [one.dossierId, one]));
  return {
    usual: usual.flatMap((id) => byId.get(id) ?? []),
    others: found.filter(({ dossierId }) => !usualOnes.has(dossierId)).sort(byName),
  };
}

const byName = ({ holder: a }: Candidate, { holder: b }: Candidate): number =>
  a.familyName.localeCompare(b.familyName) || a.firstName.localeCompare(b.firstName);
