import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { searchHolders } from '../search-holders.ts';

export type Candidate = { dossierId: DossierId; holder: HolderTraits; insC: InsC };

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

/** As a French directory orders names, whatever the device speaks: accents count last, hyphens and apostrophes as blanks. */
const collator = new Intl.Collator('fr');
const sortName = (name: string): string => name.replace(/[-\u2010\u2011'’]/g, ' ');

const byName = ({ holder: a }: Candidate, { holder: b }: Candidate): number =>
  collator.compare(sortName(a.familyName), sortName(b.familyName)) ||
  collator.compare(sortName(a.firstName), sortName(b.firstName)) ||
  a.birthDate.localeCompare(b.birthDate);
