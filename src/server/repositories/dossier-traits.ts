import type { DossierId } from '#base/brand.ts';
import { normaliseBirthDate } from '#domain/identity/birth-date.ts';
import { foldName } from '#domain/identity/person-name.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Database, Reader } from '#server/database.server.ts';
import { keyedHash } from '#server/keyed-hash.ts';
import { dossierTraits } from '#server/schema/directory.ts';
import { dossier } from '#server/schema/shard.ts';
import { eq, ne } from 'drizzle-orm';

/** What a holder is looked for by in an emergency: a birth or used name, first names, a birth date. */
export type SoughtTraits = { familyName: string; firstName: string; birthDate: string };

const TAG = 'emergency-traits';

/** One text for all writings of the same traits; undefined where a name has no letter or the date is none. */
export function traitsText({ familyName, firstName, birthDate }: SoughtTraits): string | undefined {
  const [family, first, birth] = [foldName(familyName), foldName(firstName), normaliseBirthDate(birthDate)];
  return family && first && birth ? `${TAG}|${family}|${first}|${birth}` : undefined;
}

/**
 * Every text that a holder is found by: each of birth and used name, with all first names and with the first of several,
 * since papers show more or fewer of them. Never part of a name: the search is exact.
 */
export function textsOfHolder({ familyName, usedName, firstName, birthDate }: HolderTraits): string[] {
  const families = [familyName, ...(usedName === undefined ? [] : [usedName])];
  const firsts = [firstName, firstName.trim().split(/\s+/)[0] ?? ''];
  const texts = families.flatMap((family) =>
    firsts.map((first) => traitsText({ familyName: family, firstName: first, birthDate })),
  );
  return [...new Set(texts.filter((text) => text !== undefined))];
}

/**
 * Makes a dossier findable by its holder's traits. Idempotent; harmless where the dossier is not written after all, since
 * a search compares with what the dossier itself says.
 */
export async function rememberTraits(
  directory: Database,
  lookupKey: CryptoKey,
  dossierId: DossierId,
  holder: HolderTraits,
): Promise<void> {
  const lookups = await Promise.all(textsOfHolder(holder).map((text) => keyedHash(lookupKey, text)));
  const known = await directory.db.select().from(dossierTraits).where(eq(dossierTraits.dossierId, dossierId));
  const rows = lookups
    .filter((lookup) => !known.some((row) => row.lookup === lookup))
    .map((lookup) => ({ lookup, dossierId }));
  // nearly always known when a dossier is created again: the one writer is not asked for nothing
  if (rows.length === 0) return;
  await directory.write((tx) => tx.insert(dossierTraits).values(rows).onConflictDoNothing());
}

/** Dossiers that may be meant, by the keyed hash of `traitsText`. */
export async function findByTraits(db: Reader, lookup: string): Promise<DossierId[]> {
  const rows = await db.select().from(dossierTraits).where(eq(dossierTraits.lookup, lookup));
  return rows.map(({ dossierId }) => dossierId);
}

/** The dossiers that can be found by traits; the others were created before this search existed. */
export async function dossiersWithTraits(db: Reader): Promise<ReadonlySet<DossierId>> {
  const rows = await db.select({ dossierId: dossierTraits.dossierId }).from(dossierTraits);
  return new Set(rows.map(({ dossierId }) => dossierId));
}

/** Dossiers of a shard that are not erased. */
export async function presentDossiers(db: Reader): Promise<DossierId[]> {
  const { dossierId, status } = dossier;
  const rows = await db.select({ dossierId }).from(dossier).where(ne(status, 'erased'));
  return rows.map((row) => row.dossierId);
}
