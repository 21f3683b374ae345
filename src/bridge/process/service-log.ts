import { log, type LogLevel } from '#base/log.ts';
import type { Notice } from '../core/ports.ts';
import type { ReaderProblem } from '../reading/reader-source.ts';

const LEVELS: Partial<Readonly<Record<Notice['type'], LogLevel>>> = {
  serverAway: 'warning',
  otherInstance: 'error',
  otherVersion: 'error',
  refused: 'warning',
  lastTry: 'warning',
};
/** Facts that name nobody; what an app calls itself may. */
const FACTS: ReadonlySet<string> = new Set(['expiresAt', 'by', 'because', 'verb', 'outcome', 'tookMs']);

/** The log of an unattended bridge: JSON lines, no names, no digits. */
export function logNotice(notice: Notice): void {
  if (notice.type === 'fault') return log('error', 'bridge.fault', { error: notice.thrown });
  const facts = Object.entries(notice).filter(([name]) => FACTS.has(name));
  log(LEVELS[notice.type] ?? 'info', `bridge.${notice.type}`, Object.fromEntries(facts));
}

export const logReaderProblem = ({ type }: ReaderProblem): void =>
  log('warning', 'bridge.readerProblem', { problem: type });
