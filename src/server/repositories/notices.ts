import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Transaction } from '#server/database.server.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import type { NoticeKind } from '#wire/notices.ts';
import { reasonText } from '#wire/primitives.ts';
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
