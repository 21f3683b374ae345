import type { DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { INS_C_OID } from '#domain/identity/ins-c.ts';
import type { Database, Reader } from '#server/database.server.ts';
import { keyedHash } from '#server/keyed-hash.ts';
import { careLink, dossierIdentifier, dossierLocation } from '#server/schema/directory.ts';
import { and, eq } from 'drizzle-orm';

const lookupOf = (lookupKey: CryptoKey, value: InsC): Promise<string> =>
  keyedHash(lookupKey, `${INS_C_OID}|${value}`);

/** The dossier that an identifier leads to: it may be reserved and not yet written. */
export async function findByInsC(
  deps: { directory: Database; lookupKey: CryptoKey },
  value: InsC,
): Promise<DossierId | undefined> {
  const lookup = await lookupOf(deps.lookupKey, value);
  const [row] = await deps.directory.db
    .select()
    .from(dossierIdentifier)
    .where(eq(dossierIdentifier.lookup, lookup));
  return row?.dossierId;
}

/**
 * Gives an identifier to a dossier unless it leads to one already; answers with the one it leads to. Idempotent, and
 * harmless where the dossier is not written after all: the next creation finds the place reserved and uses it. The id that
 * a device chose counts only where no dossier has it: `otherwise` is taken, and nothing tells that another has it.
 */
export async function reserveInsC(
  deps: { directory: Database; lookupKey: CryptoKey },
  wanted: { insC: InsC; dossierId: DossierId; otherwise: DossierId; shard: string; at: number },
): Promise<DossierId> {
  const lookup = await lookupOf(deps.lookupKey, wanted.insC);
  return deps.directory.write(async (tx) => {
    const found = await tx.select().from(dossierIdentifier).where(eq(dossierIdentifier.lookup, lookup));
    if (found[0]) return found[0].dossierId;
    const { shard, at } = wanted;
    const dossierId = (await isPlaced(tx, wanted.dossierId)) ? wanted.otherwise : wanted.dossierId;
    await tx.insert(dossierIdentifier).values({ lookup, dossierId, reservedAt: at });
    await tx.insert(dossierLocation).values({ dossierId, shard });
    return dossierId;
  });
}

async function isPlaced(db: Reader, dossierId: DossierId): Promise<boolean> {
  const rows = await db.select().from(dossierLocation).where(eq(dossierLocation.dossierId, dossierId));
  return rows.length > 0;
}

/** Remembers that a professional has business with a dossier, so that it can be listed; the shard decides. */
export async function rememberCareLink(
  directory: Database,
  link: { psIdNat: PsIdNat; dossierId: DossierId; since: number },
): Promise<void> {
  // nearly always known: the one writer is not asked for nothing
  if (await hasCareLink(directory.db, link)) return;
  await directory.write(async (tx) => {
    if (!(await hasCareLink(tx, link))) await tx.insert(careLink).values(link);
  });
}

async function hasCareLink(
  db: Reader,
  { psIdNat, dossierId }: { psIdNat: PsIdNat; dossierId: DossierId },
): Promise<boolean> {
  const rows = await db
    .select()
    .from(careLink)
    .where(and(eq(careLink.psIdNat, psIdNat), eq(careLink.dossierId, dossierId)));
  return rows.length > 0;
}

export async function careLinksOf(directory: Database, psIdNat: PsIdNat): Promise<DossierId[]> {
  const rows = await directory.db.select().from(careLink).where(eq(careLink.psIdNat, psIdNat));
  return rows.map((row) => row.dossierId);
}
