import type { DossierLine, OpenDossierLine, PendingDossier } from '#app/dossier-port.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import { parseBirthDate } from '#domain/identity/birth-date.ts';
import { compareTraits, type HolderTraits } from '#domain/identity/traits.ts';

/** A dossier that can be gone to, wherever it lies. `openedAt`: the last time on this device, ms. */
export type HolderLine = {
  readonly dossierId: DossierId;
  readonly holder: HolderTraits;
  readonly insC: InsC;
  readonly place: 'here' | 'pending' | 'server';
  readonly openedAt?: number;
};

/** Each dossier once: what is on the device comes before what the server says of the same. */
export function holderLines(
  cached: readonly DossierLine[],
  pending: readonly PendingDossier[],
  authorised: readonly OpenDossierLine[],
): HolderLine[] {
  const lines = new Map<DossierId, HolderLine>();
  for (const { dossierId, holder, insC } of authorised)
    lines.set(dossierId, { dossierId, holder, insC, place: 'server' });
  for (const { dossierId, holder, insC, refused } of pending)
    if (!refused) lines.set(dossierId, { dossierId, holder, insC, place: 'pending' });
  for (const { dossierId, holder, insC, openedAt } of cached)
    lines.set(dossierId, { dossierId, holder, insC, place: 'here', openedAt });
  return [...lines.values()];
}

/** The last ones that were opened here, newest first. */
export const recents = (lines: readonly HolderLine[], count: number): HolderLine[] =>
  lines
    .filter(({ openedAt }) => openedAt !== undefined)
    .sort((one, other) => (other.openedAt ?? 0) - (one.openedAt ?? 0))
    .slice(0, count);

/**
 * Those whose names and birth date do not tell them from another dossier: twins of one first name, a holder without one,
 * a name written with or without its accents. Sex alone tells nobody apart.
 */
export function lookalikes(lines: readonly HolderLine[]): ReadonlySet<DossierId> {
  const alike = new Set<DossierId>();
  for (const ofYear of byYear(lines))
    for (const [at, line] of ofYear.entries())
      for (const other of ofYear.slice(at + 1))
        if (areAlike(line, other)) alike.add(line.dossierId).add(other.dossierId);
  return alike;
}

/** Only who was born in one year is compared. */
function byYear(lines: readonly HolderLine[]): Iterable<HolderLine[]> {
  const years = new Map<number | undefined, HolderLine[]>();
  for (const line of lines) {
    const year = yearOf(line.holder);
    const known = years.get(year);
    if (known) known.push(line);
    else years.set(year, [line]);
  }
  return years.values();
}

/** Of these few, those that have a double among all: only who was born in one year is compared. */
export function lookalikesAmong(
  few: readonly HolderLine[],
  all: readonly HolderLine[],
): ReadonlySet<DossierId> {
  const years = new Set(few.map(({ holder }) => yearOf(holder)));
  return lookalikes(all.filter(({ holder }) => years.has(yearOf(holder))));
}

/** Of two that were born in one year. */
function areAlike({ holder: one }: HolderLine, { holder: other }: HolderLine): boolean {
  return compareTraits(one, other).every(
    (difference) =>
      difference === 'sex' ||
      // names in another script have no letters from A to Z to be compared by
      ((difference === 'familyName' || difference === 'firstName') &&
        written(one[difference]) === written(other[difference])),
  );
}

const written = (name: string): string => name.normalize('NFC').trim().toLowerCase();

function yearOf({ birthDate }: HolderTraits): number | undefined {
  const parsed = parseBirthDate(birthDate);
  return parsed.ok ? parsed.value.year : undefined;
}

const FEWEST_DIGITS = 4;

/** The end of an INS-C that tells it from the others: four digits, or more where those are the same. */
export function tellingEnd(insC: string, others: readonly string[]): string {
  const rest = others.filter((other) => other !== insC);
  for (let digits = FEWEST_DIGITS; digits < insC.length; digits += 2) {
    const end = insC.slice(-digits);
    if (!rest.some((other) => other.endsWith(end))) return end;
  }
  return insC;
}
