import type { DocumentId } from '#base/brand.ts';
import type { Excerpt } from './excerpt.ts';
import type { Mark } from './marks.ts';
import type { SearchHead } from './search-document.ts';

/** `all`: has every part as it was typed; `close`: but for a typing error; `some`: nothing has them all. */
export const MATCHES = ['all', 'close', 'some'] as const;
export type Match = (typeof MATCHES)[number];

export type Hit = {
  readonly documentId: DocumentId;
  readonly head: SearchHead;
  readonly match: Match;
  /** Higher is better; comparable between hits of one answer with the same `match`. */
  readonly score: number;
  /** In the title. */
  readonly titleMarks: readonly Mark[];
  /** From its text, or else from what was understood of it; absent where the hit is in neither. */
  readonly excerpt?: Excerpt & { readonly from: 'text' | 'facts' };
};

export type SearchAnswer = {
  /** Best first, at most as many as were asked for. */
  readonly hits: readonly Hit[];
  /** How many documents answer in all. */
  readonly total: number;
  /** Documents that pass the filters, but whose text cannot be searched; the newest first. */
  readonly unsearchable: readonly SearchHead[];
};
export const NO_ANSWER: SearchAnswer = { hits: [], total: 0, unsearchable: [] };

/** Hits that are worked out to their excerpts: as many as a screen or two hold. */
export const HITS_SHOWN = 30;
