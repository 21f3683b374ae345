import type { PsIdNat } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Database, Reader } from '#server/database.server.ts';
import { device, professional, session } from '#server/schema/directory.ts';
import { and, asc, eq, isNull } from 'drizzle-orm';

type Deps = { directory: Database; clock: Clock };

export type ProfessionalRow = typeof professional.$inferSelect;
export type NewProfessional = Pick<ProfessionalRow, 'psIdNat' | 'familyName' | 'firstName' | 'profession'>;

/** Adds a professional, changes what is written of a known one, and takes a removed one back. */
export async function addProfessional({ directory, clock }: Deps, added: NewProfessional): Promise<void> {
  const { psIdNat, familyName, firstName, profession } = added;
  const known = { familyName, firstName, profession, removedAt: null };
  await directory.write((tx) =>
    tx
      .insert(professional)
      .values({ psIdNat, ...known, addedAt: clock.now() })
      .onConflictDoUpdate({ target: professional.psIdNat, set: known }),
  );
}

/**
 * From now on this professional does not come in: sessions end and devices are revoked with it. What they did stays.
 * False where nobody known has that number.
 */
export async function removeProfessional({ directory, clock }: Deps, psIdNat: PsIdNat): Promise<boolean> {
  const now = clock.now();
  return directory.write(async (tx) => {
    const removed = await tx
      .update(professional)
      .set({ removedAt: now })
      .where(and(eq(professional.psIdNat, psIdNat), isNull(professional.removedAt)))
      .returning({ psIdNat: professional.psIdNat });
    await tx
      .update(session)
      .set({ endedAt: now })
      .where(and(eq(session.psIdNat, psIdNat), isNull(session.endedAt)));
    await tx
      .update(device)
      .set({ revokedAt: now })
      .where(and(eq(device.psIdNat, psIdNat), isNull(device.revokedAt)));
    return removed.length > 0;
  });
}

/** All who may come in, by number. */
export function listProfessionals({ db }: { db: Reader }): Promise<ProfessionalRow[]> {
  return db
    .select()
    .from(professional)
    .where(isNull(professional.removedAt))
    .orderBy(asc(professional.psIdNat));
}

/** Undefined where unknown or removed. */
export async function findProfessional(reader: Reader, psIdNat: PsIdNat): Promise<Actor | undefined> {
  const [row] = await reader
    .select()
    .from(professional)
    .where(and(eq(professional.psIdNat, psIdNat), isNull(professional.removedAt)));
  return row && actorOf(row);
}

/** As traces and documents name them: first name, then family name. */
export const actorOf = (row: NewProfessional): Actor => ({
  psIdNat: row.psIdNat,
  name: `${row.firstName} ${row.familyName}`,
  profession: row.profession,
});
