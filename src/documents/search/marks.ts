import type { AnsweredPart, Weighted } from './expand.ts';
import { joinedTerm } from './terms.ts';
import type { Words } from './words.ts';

/** A range of a text in UTF-16 offsets, end excluded. */
export type Mark = { readonly start: number; readonly end: number };
/** A mark, and which part of the query it answers. */
export type PartMark = Mark & { readonly part: number };

/** Where a text answers the query, in its order, without overlaps. */
export function marksOf(text: string, words: Words, parts: readonly AnsweredPart[]): PartMark[] {
  const marks: PartMark[] = [];
  for (let at = 0; at < words.plain.length;) {
    const found = markAt(text, words, at, parts);
    if (found) marks.push(found.mark);
    at += found?.words ?? 1;
  }
  return marks;
}

type Found = { mark: PartMark; words: number };

function markAt(text: string, words: Words, at: number, parts: readonly AnsweredPart[]): Found | undefined {
  for (const [i, one] of parts.entries()) {
    const count =
      one.part.type === 'phrase' ? phraseAt(words, at, one) : wordAt(text, words, at, one.terms[0]);
    if (count === 0) continue;
    const mark = { start: words.starts[at] ?? 0, end: words.ends[at + count - 1] ?? 0, part: i };
    return { mark, words: count };
  }
  return undefined;
}

/** How many words answer here: two where they make one term together, as «5 mg». */
function wordAt(text: string, words: Words, at: number, terms: Weighted | undefined): number {
  if (terms?.has(words.plain[at] ?? '')) return 1;
  const joined = joinedTerm(text, words, at);
  return joined !== undefined && terms?.has(joined) ? 2 : 0;
}

function phraseAt({ plain }: Words, at: number, { terms, joined }: AnsweredPart): number {
  if (terms.every((one, i) => one.has(plain[at + i] ?? ''))) return terms.length;
  return joined?.has(plain[at] ?? '') ? 1 : 0;
}
