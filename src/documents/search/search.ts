import { HITS_SHOWN, NO_ANSWER, type Hit, type SearchAnswer } from './answer.ts';
import { excerptOf } from './excerpt.ts';
import { isFiltering, NO_FILTERS, passes, type SearchFilters } from './filters.ts';
import type { AnsweredPart } from './expand.ts';
import { marksOf } from './marks.ts';
import { parseQuery } from './query.ts';
import { byDate, rank, type Ranked, type Ranking } from './ranking.ts';
import type { SearchDocument, SearchHead } from './search-document.ts';
import { documentsOf, readTextOf, type SearchIndex } from './search-index.ts';
import { wordsOf } from './words.ts';

/**
 * Documents that answer what was typed and pass the filters. Filters alone give all that pass, the newest first; neither
 * gives nothing. Same index, same question, same answer.
 */
export function search(
  index: SearchIndex,
  typed: string,
  filters: SearchFilters = NO_FILTERS,
  limit: number = HITS_SHOWN,
): SearchAnswer {
  const query = parseQuery(typed);
  if (query.length === 0 && !isFiltering(filters)) return NO_ANSWER;
  const { ranked, parts } = query.length > 0 ? rank(index, query, filters) : filteredOnly(index, filters);
  return {
    hits: ranked.slice(0, limit).map((one) => hitOf(index, one, parts)),
    total: ranked.length,
    unsearchable: unsearchable(index, filters),
  };
}

function filteredOnly(index: SearchIndex, filters: SearchFilters): Ranking {
  const passing = [...documentsOf(index)].filter((document) => passes(document, filters)).sort(byDate);
  return { ranked: passing.map((document) => ({ document, match: 'all', score: 0 })), parts: [] };
}

function hitOf(index: SearchIndex, { document, match, score }: Ranked, parts: readonly AnsweredPart[]): Hit {
  const excerpt = excerptFor(index, document, parts);
  const titleMarks = marksOf(document.title, wordsOf(document.title), parts);
  return {
    documentId: document.documentId,
    head: headOf(document),
    match,
    score,
    titleMarks: titleMarks.map(({ start, end }) => ({ start, end })),
    ...(excerpt && { excerpt }),
  };
}

function excerptFor(
  index: SearchIndex,
  document: SearchDocument,
  parts: readonly AnsweredPart[],
): Hit['excerpt'] {
  if (parts.length === 0) return undefined;
  const inText = excerptOf(document.text, marksOf(document.text, readTextOf(index, document).words, parts));
  if (inText) return { ...inText, from: 'text' };
  for (const fact of document.facts) {
    const inFact = excerptOf(fact, marksOf(fact, wordsOf(fact), parts));
    if (inFact) return { ...inFact, from: 'facts' };
  }
  return undefined;
}

function headOf(document: SearchDocument): SearchHead {
  const { documentId, title, typeCode, classCode, date, authors, textState } = document;
  return { documentId, title, typeCode, classCode, date, authors, textState };
}

const unsearchable = (index: SearchIndex, filters: SearchFilters): SearchHead[] =>
  [...documentsOf(index)]
    .filter((one) => one.text === '' && one.textState !== 'whole' && passes(one, filters))
    .map(headOf)
    .sort(byDate);
