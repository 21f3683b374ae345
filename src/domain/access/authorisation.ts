import type { AuthorisationState } from './question.ts';

/** One year (esante.gouv.fr, 14 June 2010), counted as 365 days of 24 h. */
export const AUTHORISATION_MS = 365 * 24 * 3600 * 1000;

/** One act of the history of a right: never overwritten, the state is their reduction. */
export type AuthorisationAct =
  { kind: 'granted'; at: number; until: number } | { kind: 'withdrawn'; at: number };

/** Reduces the acts between one professional and one dossier, oldest first, to the state at a moment (ms). */
export function authorisationAt(acts: readonly AuthorisationAct[], now: number): AuthorisationState {
  const last = acts.at(-1);
  if (!last || last.kind === 'withdrawn') return 'none';
  return last.until > now ? 'granted' : 'expired';
}

/** The grant in force at a moment, if any. */
export function grantInForce(
  acts: readonly AuthorisationAct[],
  now: number,
): { at: number; until: number } | undefined {
  const last = acts.at(-1);
  return last?.kind === 'granted' && last.until > now ? { at: last.at, until: last.until } : undefined;
}
