import type { NoticeRow } from '#server/repositories/notices.ts';
import type { MailFailure } from './mail-failure.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Waiting grows by two from a minute up to this. */
export const LONGEST_WAIT_MS = 6 * HOUR_MS;
/** So long after the act, an e-mail that could not go out becomes a letter. */
export const GIVE_UP_MS = 72 * HOUR_MS;

/** Pure: how long to wait after so many attempts, ms. */
export const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20));

/** What becomes of an e-mail: columns of its row, and the code of its trace. */
export type EmailFate = {
  row: Partial<Pick<NoticeRow, 'channel' | 'doneAt' | 'attempts' | 'nextTryAt'>>;
  allowed: boolean;
  because: MailFailure | 'sent' | 'noAddress' | 'mailNotSetUp' | 'dossierErased';
};

export const sentAt = (now: number): EmailFate => ({
  row: { doneAt: now, nextTryAt: null },
  allowed: true,
  because: 'sent',
});

/** It goes by post instead. */
export const asLetter = (because: EmailFate['because']): EmailFate => ({
  row: { channel: 'letter', nextTryAt: null },
  allowed: false,
  because,
});

/** Nobody is left to be told: with the dossier's key the address is gone. */
export const lostAt = (now: number): EmailFate => ({
  row: { doneAt: now, nextTryAt: null },
  allowed: false,
  because: 'dossierErased',
});

export const isTooLate = ({ at }: Pick<NoticeRow, 'at'>, now: number): boolean => now - at >= GIVE_UP_MS;

/** Pure: after a failed attempt. A refusal of the recipient is final; everything else is tried again for three days. */
export function fateAfter(
  failure: MailFailure,
  row: Pick<NoticeRow, 'at' | 'attempts'>,
  now: number,
): EmailFate {
  const attempts = row.attempts + 1;
  if (failure === 'smtpRefused' || isTooLate(row, now)) {
    const letter = asLetter(failure);
    return { ...letter, row: { ...letter.row, attempts } };
  }
  return { row: { attempts, nextTryAt: now + waitAfter(attempts) }, allowed: false, because: failure };
}
