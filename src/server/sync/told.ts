import type { DocumentId } from '#base/brand.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import { questionOf, type Standing } from '#server/access.ts';
import type { DocumentState } from '#server/repositories/document-states.ts';

/** Whether a reader may see a document. */
export type Sight = (facts: DocumentFacts) => boolean;

/** What one reader sees of one dossier, at one moment: its facts are gathered once, and each document decided once. */
export function sightOf(standing: Standing): Sight {
  const question = questionOf(standing, 'retrieveDocument');
  const decided = new Map<DocumentFacts, boolean>();
  return (document) => {
    const seen = decided.get(document) ?? decideAccess({ ...question, document }).allowed;
    decided.set(document, seen);
    return seen;
  };
}

export type Told = DocumentState & { seen: boolean };

/** What this reader is told of the documents that changed after a number, in the order of the changes. */
export function toldSince(sees: Sight, states: readonly DocumentState[], since: number): Told[] {
  return states
    .filter(({ seq }) => seq > since)
    .map((state) => ({ ...state, seen: sees(state.facts) }))
    .filter((state) => state.seen || (state.createdSeq <= since && sees(factsAt(state, since))));
}

/**
 * Whether a pull would tell this reader something, from wherever between that number and now their device had pulled: one
 * that came and went meanwhile may be held by a device that pulled in between.
 */
export const concernsSince = (sees: Sight, states: readonly DocumentState[], since: number): boolean =>
  states.some(
    (state) =>
      state.seq > since && (sees(state.facts) || sees(factsAt(state, Math.max(since, state.createdSeq)))),
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
