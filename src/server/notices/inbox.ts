import { err, ok, type Result } from '#base/result.ts';
import type { Clock } from '#base/clock.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import { standingOf, verdictOn, type Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import {
  countUnread,
  inboxRows,
  markNoticesRead,
  openNotice,
  type NoticeRow,
} from '#server/repositories/notices.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { Notice } from '#wire/notices.ts';
import { isNoticeKind } from './kinds.ts';
import { verdictOutside, type Asking } from './verdict.ts';

export type InboxDeps = {
  shards: Shards;
  keys: KeyStore;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};

/**
 * What a professional is told (R1111-48), newest first, out of every shard. Whose dossier it is, and why somebody acted, is
 * told only while this reader may consult it.
 */
export async function listNotices(
  deps: InboxDeps,
  page: { before: number | null; limit: number },
  asker: Asker,
): Promise<Result<{ notices: Notice[]; unread: number }, RefusedBecause>> {
  const asking = await askingOf(deps, asker);
  const verdict = verdictOutside(asking, 'readNotices');
  if (!verdict.allowed) return err(verdict.because);
  const found = await Promise.all(deps.shards.all.map((shard) => ofShard(deps, shard, asking, page)));
  const notices = found.flatMap((part) => part.notices).sort((a, b) => b.at - a.at);
  const unread = found.reduce((sum, part) => sum + part.unread, 0);
  return ok({ notices: notices.slice(0, page.limit), unread });
}

/** Only the asker's own are marked; another's id changes nothing and tells nothing. */
export async function markRead(
  deps: Pick<InboxDeps, 'shards' | 'clock'>,
  noticeIds: readonly string[],
  { professional }: Asker,
): Promise<void> {
  if (noticeIds.length === 0) return;
  const read = { noticeIds, at: deps.clock.now() };
  for (const { database } of deps.shards.all)
    await database.write((tx) => markNoticesRead(tx, professional.psIdNat, read));
}

const askingOf = async (deps: InboxDeps, asker: Asker): Promise<Asking> => ({
  asker,
  circumstances: await deps.circumstancesOf(asker.professional.psIdNat),
  now: deps.clock.now(),
});

async function ofShard(
  deps: InboxDeps,
  shard: Shard,
  asking: Asking,
  page: { before: number | null; limit: number },
): Promise<{ notices: Notice[]; unread: number }> {
  const { db } = shard.database;
  const { psIdNat } = asking.asker.professional;
  const rows = await inboxRows(db, psIdNat, page);
  const notices = await Promise.all(rows.map((row) => noticeOf(deps, shard, asking, row)));
  return {
    notices: notices.filter((notice) => notice !== undefined),
    unread: await countUnread(db, psIdNat),
  };
}

async function noticeOf(
  deps: InboxDeps,
  { database }: Shard,
  asking: Asking,
  row: NoticeRow,
): Promise<Notice | undefined> {
  const { noticeId, kind, dossierId, at, doneAt } = row;
  if (!isNoticeKind(kind)) return undefined;
  const line = { noticeId, kind, dossierId, at, readAt: doneAt };
  const keys = await deps.keys.find(dossierId);
  if (!keys) return line; // erased: that something happened is all that is left
  const { reason, ...open } = openNotice(keys.seal, row);
  const standing = await standingOf(database.db, asking, dossierId);
  if (!standing.row || !verdictOn(standing, 'consultDossier').allowed) return { ...line, ...open };
  const { holder } = openDossierContent(keys.seal, standing.row);
  return { ...line, ...open, holder, ...(reason !== undefined && { reason }) };
}
