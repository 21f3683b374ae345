import type { Clock } from '#base/clock.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { newestHolderData } from '#server/repositories/holder-data.ts';
import { dueEmails, openNotice, settleEmail, type NoticeRow } from '#server/repositories/notices.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { isNoticeKind, ruleOfNotice } from './kinds.ts';
import { mailText } from './mail-text.ts';
import type { Mailer } from './mailer.ts';
import { asLetter, fateAfter, isTooLate, lostAt, sentAt, type EmailFate } from './retry.ts';

export type DispatchDeps = {
  shards: Shards;
  keys: KeyStore;
  clock: Clock;
  /** Undefined where the operator set none up: every notice becomes a letter. */
  mailer: Mailer | undefined;
  /** As users reach the server; names it in the id of a message. */
  origin: string;
};

/** So many rows are read at once. */
const BATCH = 100;

/**
 * Sends what is due to holders by e-mail (R1111-48), shard by shard, the oldest first, one at a time. Where a notice stands
 * is written after the mail server's answer, with a trace: a crash between the two sends it again under the same
 * Message-ID, and none is ever lost.
 *
 *   due ─▶ sent (250) · refused (5xx) ─▶ letter · else: waits, longer each time, for three days ─▶ letter
 *
 * @param signal ends it between two e-mails
 */
export async function dispatchNotices(deps: DispatchDeps, signal?: AbortSignal): Promise<void> {
  // one attempt tells that the server is away: the others wait for the next run
  const run = { away: false };
  for (const shard of deps.shards.all) await dispatchShard(deps, shard, run, signal);
}

type Run = { away: boolean };

async function dispatchShard(
  deps: DispatchDeps,
  shard: Shard,
  run: Run,
  signal: AbortSignal | undefined,
): Promise<void> {
  let last: NoticeRow | undefined;
  for (;;) {
    const due = await dueEmails(shard.database.db, { now: deps.clock.now(), after: last, limit: BATCH });
    if (due.length === 0) return;
    for (const row of due) {
      if (signal?.aborted) return;
      const fate = await fateOf(deps, shard, row, run);
      if (fate) await settle(deps, shard, row, fate);
    }
    last = due.at(-1);
  }
}

/** Undefined where it is left for the next run. */
async function fateOf(
  deps: DispatchDeps,
  shard: Shard,
  row: NoticeRow,
  run: Run,
): Promise<EmailFate | undefined> {
  if (run.away) return isTooLate(row, deps.clock.now()) ? asLetter('smtpUnreachable') : undefined;
  const keys = await deps.keys.find(row.dossierId);
  if (!keys) return lostAt(deps.clock.now());
  if (!deps.mailer) return asLetter('mailNotSetUp');
  const { email } = (await newestHolderData(shard.database.db, keys.seal, row.dossierId)).data;
  if (email === undefined) return asLetter('noAddress');
  const sent = await deps.mailer.send({
    to: email,
    messageId: messageIdOf(deps, row.noticeId),
    ...textOf(row, keys.seal),
  });
  if (sent.ok) return sentAt(deps.clock.now());
  run.away = sent.error === 'smtpUnreachable' || sent.error === 'smtpSettings';
  return fateAfter(sent.error, row, deps.clock.now());
}

function textOf(row: NoticeRow, key: SealKey): { subject: string; text: string } {
  if (!isNoticeKind(row.kind)) throw new Error('a notice of a kind that nobody writes');
  return mailText(row.kind, openNotice(key, row), row.at);
}

/** RFC 5322 §3.6.4: an id of ours at our host. */
export const messageIdOf = ({ origin }: Pick<DispatchDeps, 'origin'>, noticeId: string): string =>
  `${noticeId}@${new URL(origin).hostname}`;

/** Where it stands, and its trace: one transaction. */
function settle(
  deps: DispatchDeps,
  { database, traces }: Shard,
  { noticeId, dossierId, kind }: NoticeRow,
  { row, allowed, because }: EmailFate,
): Promise<void> {
  return database.write(async (tx) => {
    if (!(await settleEmail(tx, noticeId, row))) return;
    await traces.record(tx, {
      at: deps.clock.now(),
      act: 'sendNotice',
      mode: 'normal',
      allowed,
      because,
      rule: ruleOfNotice(kind),
      dossierId,
    });
  });
}
