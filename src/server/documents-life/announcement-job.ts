import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { dueOf, type Awaiting } from '#domain/dossier/announcement.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { Transaction } from '#server/database.server.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import type { Notices } from '#server/notices.ts';
import {
  documentChanges,
  documentsAwaiting,
  setHolderTold,
  updateDocument,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import { findDossierRow, nextSeq } from '#server/repositories/dossiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';

export type AnnouncementDeps = {
  shards: Shards;
  keys: KeyStore;
  notices: Notices;
  clock: Clock;
  random: Random;
};
/** Documents, not notices. */
export type Announced = { told: number; revealed: number };

/**
 * R1111-53, by time alone: two weeks after a deposit that was hidden from the holder and not announced, the holder is told
 * that something new waits; after one month it becomes visible to them. What is due is read afresh in each transaction, so
 * that a run may be cut off, come twice, or come after days off.
 */
export async function runAnnouncements(deps: AnnouncementDeps): Promise<Announced> {
  const done: Announced = { told: 0, revealed: 0 };
  for (const shard of deps.shards.all)
    for (const dossierId of await dossiersDue(shard, deps.clock.now())) {
      const { told, revealed } = await announceIn(deps, shard, dossierId);
      done.told += told;
      done.revealed += revealed;
    }
  return done;
}

async function dossiersDue({ database }: Shard, now: number): Promise<ReadonlySet<DossierId>> {
  const rows = await documentsAwaiting(database.db);
  return new Set(rows.filter((row) => isDue(row, now)).map(({ dossierId }) => dossierId));
}

const isDue = (row: DocumentRow, now: number): boolean => isToTell(row, now) || isToReveal(row, now);

/** A version that was replaced is told of by the one that took its place. */
const isToTell = (row: DocumentRow, now: number): boolean =>
  row.status !== 'deprecated' && isAwaiting(row) && dueOf(row, now).tell;
const isToReveal = (row: DocumentRow, now: number): boolean => isAwaiting(row) && dueOf(row, now).reveal;
const isAwaiting = (row: DocumentRow): row is DocumentRow & Awaiting => row.revealAt !== null;

/** One dossier, in one transaction. While it is closed nothing is told and nothing changes: its reactivation catches up. */
async function announceIn(deps: AnnouncementDeps, shard: Shard, dossierId: DossierId): Promise<Announced> {
  const keys = await deps.keys.find(dossierId);
  if (!keys) return { told: 0, revealed: 0 };
  const now = deps.clock.now();
  const { told, revealed } = await shard.database.write(async (tx) => {
    const dossier = await findDossierRow(tx, dossierId);
    const rows = dossier?.status === 'active' ? await documentsAwaiting(tx, dossierId) : [];
    const given = { shard, now, dossierId };
    const told = rows.filter((row) => isToTell(row, now));
    await tell(deps, tx, { ...given, rows: told, key: keys.seal });
    const revealed = rows.filter((row) => isToReveal(row, now));
    for (const row of revealed) await reveal(tx, given, row);
    return { told, revealed };
  });
  for (const { documentId } of revealed) deps.notices.tell({ dossierId, documentId });
  return { told: told.length, revealed: revealed.length };
}

type Given = { shard: Shard; now: number; dossierId: DossierId };

/** However many documents wait, the holder gets one notice, which names none of them. */
async function tell(
  deps: AnnouncementDeps,
  tx: Transaction,
  { rows, key, ...given }: Given & { rows: readonly DocumentRow[]; key: SealKey },
): Promise<void> {
  if (rows.length === 0) return;
  const { now: at, dossierId } = given;
  const notice = {
    noticeId: deps.random.uuid(),
    kind: 'documentAwaits',
    recipient: null,
    details: {},
  } as const;
  await insertNotice(tx, { ...notice, dossierId, at }, key);
  for (const row of rows) {
    await setHolderTold(tx, row.documentId, at);
    await trace(tx, given, row, { act: 'tellHolder', because: 'twoWeeks' });
  }
}

async function reveal(tx: Transaction, given: Given, row: DocumentRow): Promise<void> {
  await trace(tx, given, row, { act: 'revealToHolder', because: 'oneMonth' });
  await updateDocument(tx, row, {
    seq: await nextSeq(tx, given.dossierId, given.now),
    ...documentChanges('revealToHolder'),
  });
}

/** Nobody acted: time did. */
const trace = (
  tx: Transaction,
  { shard, now, dossierId }: Given,
  { documentId }: DocumentRow,
  said: { act: TraceAct; because: string },
): Promise<void> =>
  shard.traces.record(tx, {
    at: now,
    mode: 'normal',
    allowed: true,
    rule: 'R1111-53',
    dossierId,
    documentId,
    ...said,
  });
