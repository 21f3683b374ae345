import type { DocumentId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import { verdictOn, type Standing } from '#server/access.ts';
import type { DocumentState } from '#server/repositories/document-states.ts';

export const maySee = (standing: Standing, facts: DocumentFacts): boolean =>
  verdictOn(standing, 'retrieveDocument', facts).allowed;

export type Told = DocumentState & { seen: boolean };

/** What this reader is told of the documents that changed after a number, in the order of the changes. */
export function toldSince(standing: Standing, states: readonly DocumentState[], since: number): Told[] {
  return states
    .filter(({ seq }) => seq > since)
    .map((state) => ({ ...state, seen: maySee(standing, state.facts) }))
    .filter((state) => state.seen || (state.createdSeq <= since && maySee(standing, factsAt(state, since))));
}

/**
 * Whether a pull would tell this reader something, from wherever between that number and now their device had pulled: one
 * that came and went meanwhile may be held by a device that pulled in between.
 */
export const concernsSince = (standing: Standing, states: readonly DocumentState[], since: number): boolean =>
  states.some(
    (state) =>
      state.seq > since &&
      (maySee(standing, state.facts) || maySee(standing, factsAt(state, Math.max(since, state.createdSeq)))),
  );

/** Of those that are told, the ones that this reader may no longer see. */
export const removalsAmong = (told: readonly Told[]): DocumentId[] =>
  told.filter(({ seen }) => !seen).map(({ documentId }) => documentId);

/**
 * As it was at that number, as far as this reader's rights look at it: neither deleted nor masked by what came later.
 * Naming the removal of a document that was never shown would tell that it exists.
 */
function factsAt({ facts, maskedSeq }: DocumentState, since: number): DocumentFacts {
  const { visibility } = facts;
  const hiddenFromProfessionals = visibility.hiddenFromProfessionals && (maskedSeq ?? 0) <= since;
  return { ...facts, status: 'current', visibility: { ...visibility, hiddenFromProfessionals } };
}
