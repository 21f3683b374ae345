import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { AuthorisationAct } from '#domain/access/authorisation.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { authorisationAct } from '#server/schema/shard.ts';
import { and, asc, eq } from 'drizzle-orm';

/** The acts between one professional and one dossier, oldest first. */
export async function authorisationActs(
  db: Reader,
  dossierId: DossierId,
  psIdNat: PsIdNat,
): Promise<AuthorisationAct[]> {
  const rows = await db
    .select()
    .from(authorisationAct)
    .where(and(eq(authorisationAct.dossierId, dossierId), eq(authorisationAct.psIdNat, psIdNat)))
    .orderBy(asc(authorisationAct.seq));
  return rows.map(({ kind, at, until }) =>
    kind === 'granted' ? { kind, at, until: until ?? at } : { kind, at },
  );
}

export async function insertAct(
  tx: Transaction,
  place: { dossierId: DossierId; seq: number; psIdNat: PsIdNat; by: PsIdNat },
  act: AuthorisationAct,
): Promise<void> {
  const until = act.kind === 'granted' ? act.until : null;
  await tx.insert(authorisationAct).values({ ...place, kind: act.kind, at: act.at, until });
}
