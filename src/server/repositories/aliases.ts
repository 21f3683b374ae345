import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { Database, Reader } from '#server/database.server.ts';
import { dossierAlias } from '#server/schema/directory.ts';
import { and, eq } from 'drizzle-orm';

/**
 * From now on the id that a device gave to a dossier, which turned out to exist, leads its author to that one. Idempotent:
 * the first answer stays.
 */
export async function noteAlias(
  directory: Database,
  alias: { provisionalId: DossierId; dossierId: DossierId; psIdNat: PsIdNat; at: number },
): Promise<void> {
  if (await findAlias(directory.db, alias)) return;
  await directory.write((tx) => tx.insert(dossierAlias).values(alias).onConflictDoNothing());
}

/** The dossier that a provisional id stands for, to the professional who gave it; to nobody else. */
export async function findAlias(
  db: Reader,
  { provisionalId, psIdNat }: { provisionalId: DossierId; psIdNat: PsIdNat },
): Promise<DossierId | undefined> {
  const [row] = await db
    .select({ dossierId: dossierAlias.dossierId })
    .from(dossierAlias)
    .where(and(eq(dossierAlias.provisionalId, provisionalId), eq(dossierAlias.psIdNat, psIdNat)));
  return row?.dossierId;
}
