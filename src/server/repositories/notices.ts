import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import type { NoticeKind } from '#wire/notices.ts';
import { reasonText } from '#wire/primitives.ts';
import { and, asc, count, desc, eq, gt, inArray, isNull, lt, lte, or } from 'drizzle-orm';
import * as z from 'zod/mini';
import { newestHolderData } from './holder-data.ts';

export type NoticeRow = typeof noticeRow.$inferSelect;

/** What the notice tells of; sealed. */
export type NoticeDetails = { actor?: Actor; mode?: EmergencyMode; reason?: string };
const noticeDetails: z.ZodMiniType<NoticeDetails> = z.object({
  actor: z.exactOptional(actor),
  mode: z.exactOptional(z.enum(['bris_de_glace', 'centre_15'])),
  reason: z.exactOptional(reasonText),
});

export type NewNotice = {
  /** Random UUID. */
  noticeId: string;
  dossierId: DossierId;
  kind: NoticeKind;
  at: number;
  /** Null: the holder. */
  recipient: PsIdNat | null;
  details: NoticeDetails;
};

const place = (noticeId: string): string => `notice|${noticeId}`;

/**
 * Writes a notice beside the act that it tells of, in the same transaction: it goes out after the commit, and again after
 * a crash. The holder is told by e-mail where an address is known, else by a letter (R1111-48).
 */
export async function insertNotice(tx: Transaction, notice: NewNotice, key: SealKey): Promise<void> {
  const { details, ...row } = notice;
  const channel = row.recipient === null ? await channelToHolder(tx, notice.dossierId, key) : 'inbox';
  const nextTryAt = channel === 'email' ? row.at : null;
  const sealed = sealJson(key, details, place(row.noticeId));
  await tx.insert(noticeRow).values({ ...row, channel, nextTryAt, sealed });
}

async function channelToHolder(
  tx: Transaction,
  dossierId: DossierId,
  key: SealKey,
): Promise<'email' | 'letter'> {
  const { data } = await newestHolderData(tx, key, dossierId);
  return data.email === undefined ? 'letter' : 'email';
}

export const openNotice = (key: SealKey, row: NoticeRow): NoticeDetails =>
  openJson(key, row.sealed, place(row.noticeId), (value) => noticeDetails.parse(value));

/** E-mails that are due, the oldest first; `after`: the last of the page before. */
export const dueEmails = (
  db: Reader,
  {
    now,
    after,
    limit,
  }: { now: number; after: Pick<NoticeRow, 'at' | 'noticeId'> | undefined; limit: number },
): Promise<NoticeRow[]> =>
  db
    .select()
    .from(noticeRow)
    .where(
      and(
        eq(noticeRow.channel, 'email'),
        isNull(noticeRow.doneAt),
        lte(noticeRow.nextTryAt, now),
        after &&
          or(
            gt(noticeRow.at, after.at),
            and(eq(noticeRow.at, after.at), gt(noticeRow.noticeId, after.noticeId)),
          ),
      ),
    )
    .orderBy(asc(noticeRow.at), asc(noticeRow.noticeId))
    .limit(limit);

/** What became of a notice on its way out; false where it was settled meanwhile. */
export async function settleEmail(
  tx: Transaction,
  noticeId: string,
  became: Partial<Pick<NoticeRow, 'channel' | 'doneAt' | 'attempts' | 'nextTryAt'>>,
): Promise<boolean> {
  const open = and(
    eq(noticeRow.noticeId, noticeId),
    eq(noticeRow.channel, 'email'),
    isNull(noticeRow.doneAt),
  );
  const settled = await tx
    .update(noticeRow)
    .set(became)
    .where(open)
    .returning({ noticeId: noticeRow.noticeId });
  return settled.length > 0;
}

/** A professional's inbox, newest first; `before` null for the newest page. */
export const inboxRows = (
  db: Reader,
  recipient: PsIdNat,
  { before, limit }: { before: number | null; limit: number },
): Promise<NoticeRow[]> =>
  db
    .select()
    .from(noticeRow)
    .where(and(eq(noticeRow.recipient, recipient), before === null ? undefined : lt(noticeRow.at, before)))
    .orderBy(desc(noticeRow.at))
    .limit(limit);

export async function countUnread(db: Reader, recipient: PsIdNat): Promise<number> {
  const unread = and(eq(noticeRow.recipient, recipient), isNull(noticeRow.doneAt));
  const [row] = await db.select({ n: count() }).from(noticeRow).where(unread);
  return row?.n ?? 0;
}

/** Only the recipient's own; one that was read before keeps its time. */
export async function markNoticesRead(
  tx: Transaction,
  recipient: PsIdNat,
  { noticeIds, at }: { noticeIds: readonly string[]; at: number },
): Promise<void> {
  await tx
    .update(noticeRow)
    .set({ doneAt: at })
    .where(
      and(
        inArray(noticeRow.noticeId, [...noticeIds]),
        eq(noticeRow.recipient, recipient),
        isNull(noticeRow.doneAt),
      ),
    );
}

/** Letters that wait, and those printed since a moment; the oldest first. */
export const letterRows = (db: Reader, printedSince: number, limit: number): Promise<NoticeRow[]> =>
  db
    .select()
    .from(noticeRow)
    .where(
      and(eq(noticeRow.channel, 'letter'), or(isNull(noticeRow.doneAt), gt(noticeRow.doneAt, printedSince))),
    )
    .orderBy(asc(noticeRow.at))
    .limit(limit);

export async function findLetter(db: Reader, noticeId: string): Promise<NoticeRow | undefined> {
  const [row] = await db
    .select()
    .from(noticeRow)
    .where(and(eq(noticeRow.noticeId, noticeId), eq(noticeRow.channel, 'letter')));
  return row;
}

/** One printed again keeps the time of its first printing. */
export async function markLetterPrinted(tx: Transaction, noticeId: string, at: number): Promise<void> {
  const open = and(
    eq(noticeRow.noticeId, noticeId),
    eq(noticeRow.channel, 'letter'),
    isNull(noticeRow.doneAt),
  );
  await tx.update(noticeRow).set({ doneAt: at }).where(open);
}
