import type { DossierId } from '#base/brand.ts';
import type { ChangesOutput } from '#wire/sync.ts';
import type { HeldCursor } from './ports.ts';

/**
 * Which of the held dossiers to pull, and from where, touching nothing: all of them where the server says so; else those
 * that moved, those without a cursor, those whose right has ended by the server's clock, and those whose last pull failed.
 */
export function planPull(seen: {
  held: ReadonlyMap<DossierId, HeldCursor>;
  answer: Pick<ChangesOutput, 'kind' | 'dossiers' | 'serverTime'>;
  failed: ReadonlySet<DossierId>;
}): Map<DossierId, string | null> {
  const { kind, dossiers, serverTime } = seen.answer;
  const moved = new Set(dossiers);
  const wants = new Map<DossierId, string | null>();
  for (const [id, { cursor, until }] of seen.held) {
    const ended = until !== null && until <= serverTime;
    const due = kind === 'everything' || moved.has(id) || cursor === null || ended || seen.failed.has(id);
    if (due) wants.set(id, cursor);
  }
  return wants;
}
