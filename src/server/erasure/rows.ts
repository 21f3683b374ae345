import type { DossierId } from '#base/brand.ts';
import type { Reader } from '#server/database.server.ts';
import { dossier, noticeRow } from '#server/schema/shard.ts';
import { and, eq, isNull, lte, ne } from 'drizzle-orm';

/** A notice that could not go out within this time keeps no dossier from being erased, ms. */
export const NOTICE_WAIT_MS = 14 * 24 * 3600 * 1000;

/**
 * Dossiers whose time has come. `eraseAfter` of an erased one is cleared by the last step: while it stands, the job is
 * not finished.
 */
export async function dueDossiers(db: Reader, now: number): Promise<DossierId[]> {
  const rows = await db
    .select({ dossierId: dossier.dossierId })
    .from(dossier)
    .where(and(ne(dossier.status, 'active'), lte(dossier.eraseAfter, now)));
  return rows.map(({ dossierId }) => dossierId);
}

/** Notices to the holder that neither went out nor waited long enough. */
export async function holderStillToBeTold(
  db: Reader,
  { dossierId, now }: { dossierId: DossierId; now: number },
): Promise<boolean> {
  const waiting = await db
    .select({ at: noticeRow.at })
    .from(noticeRow)
    .where(and(eq(noticeRow.dossierId, dossierId), isNull(noticeRow.recipient), isNull(noticeRow.doneAt)));
  return waiting.some(({ at }) => at + NOTICE_WAIT_MS > now);
}

/** Whether the holder's notice of this erasure was written: one from before an earlier reactivation does not count. */
export async function isAnnounced(
  db: Reader,
  { dossierId, eraseAfter }: { dossierId: DossierId; eraseAfter: number },
): Promise<boolean> {
  const told = await db
    .select({ at: noticeRow.at })
    .from(noticeRow)
    .where(
      and(
        eq(noticeRow.dossierId, dossierId),
        eq(noticeRow.kind, 'dossierErased'),
        isNull(noticeRow.recipient),
      ),
    );
  return told.some(({ at }) => at >= eraseAfter);
}
