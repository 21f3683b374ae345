import type { DossierId } from '#base/brand.ts';
import type { Hit, Match, SearchAnswer } from './answer.ts';
import { compareHits } from './ranking.ts';
import type { SearchHead } from './search-document.ts';

export type DossierHit = Hit & { readonly dossierId: DossierId };
export type MergedAnswer = {
  readonly hits: readonly DossierHit[];
  readonly total: number;
  readonly unsearchable: readonly (SearchHead & { readonly dossierId: DossierId })[];
};

/**
 * The answers of several dossiers as one, at most `limit` hits. Where one dossier has all that was typed, those that
 * have only some of it say nothing more.
 */
export function mergeHits(
  answers: readonly { readonly dossierId: DossierId; readonly answer: SearchAnswer }[],
  limit: number,
): MergedAnswer {
  const whole = answers.filter(({ answer }) => answer.hits.some(({ match }) => match !== SOME));
  const counted = whole.length > 0 ? whole : answers;
  const hits = counted.flatMap(({ dossierId, answer }) => answer.hits.map((hit) => ({ ...hit, dossierId })));
  return {
    hits: hits.sort(compareHits).slice(0, limit),
    total: counted.reduce((sum, { answer }) => sum + answer.total, 0),
    unsearchable: answers.flatMap(({ dossierId, answer }) =>
      answer.unsearchable.map((head) => ({ ...head, dossierId })),
    ),
  };
}

const SOME: Match = 'some';
