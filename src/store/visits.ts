import type { DossierSummary } from './dossier-summary.ts';

/** Opened again within this time, a dossier is still in the same visit; ms. */
export const SAME_VISIT_MS = 30 * 60_000;

type Visited = Pick<DossierSummary, 'openedAt' | 'syncedAt' | 'seenUntil' | 'lastVisitAt'>;

/**
 * Up to when, in server's ms, this reader had seen the dossier at their visit before this one; undefined at the first.
 * Answers the same before and after this opening is noted.
 */
export const lastVisit = ({ openedAt, seenUntil, lastVisitAt }: Visited, now: number): number | undefined =>
  Math.abs(now - openedAt) >= SAME_VISIT_MS ? seenUntil : lastVisitAt;

/**
 * Notes that the dossier was opened. What was seen is what the last contact brought, however late it is opened: a
 * document that came to the server while this device was offline is still new.
 */
export const openedAt =
  (now: number, ahead: number) =>
  <Summary extends Visited>(summary: Summary): Summary => {
    const before = lastVisit(summary, now);
    return {
      ...summary,
      openedAt: now,
      seenUntil: summary.syncedAt + ahead,
      ...(before !== undefined && { lastVisitAt: before }),
    };
  };
