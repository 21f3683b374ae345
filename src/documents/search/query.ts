import { joinedTerm, isNumber } from './terms.ts';
import { wordsOf, type Words } from './words.ts';

/** A word that a document must have. */
export type WordPart = {
  readonly type: 'word';
  readonly plain: string;
  /** It may be the beginning of a longer word: the last one, as it is typed. */
  readonly open: boolean;
};
/** Words that must follow each other. */
export type PhrasePart = {
  readonly type: 'phrase';
  readonly words: readonly string[];
  readonly open: boolean;
  /** In quotes; else written in one piece, as «compte-rendu», which may also stand as one word. */
  readonly quoted: boolean;
};
export type QueryPart = WordPart | PhrasePart;
export type Query = readonly QueryPart[];

/** Longer queries and more parts are cut: nobody types them. */
export const LONGEST_QUERY = 200;
export const MOST_PARTS = 12;

/** Words that say nothing beside others: documents need not have them. */
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...['le', 'la', 'les', 'un', 'une', 'des', 'de', 'du', 'et', 'ou', 'en', 'au', 'aux', 'ce', 'ces', 'cette'],
  ...[
    'dans',
    'par',
    'pour',
    'sur',
    'avec',
    'est',
    'sont',
    'son',
    'sa',
    'ses',
    'qui',
    'que',
    'the',
    'of',
    'and',
  ],
]);

const QUOTES: ReadonlySet<string> = new Set(['"', '«', '»', '“', '”', '„', '‟']);

/**
 * What was typed, as parts that a document must have: words, and phrases in quotes of any kind. Any string is a query;
 * one without letters and digits has no parts. An open quote goes on to the end.
 */
export function parseQuery(typed: string): Query {
  const text = typed.slice(0, LONGEST_QUERY);
  const parts = pieces(text).flatMap(({ piece, quoted, last }) => {
    if (quoted) return phraseOf(wordsOf(piece).plain, last, true);
    return unquoted(piece, last && !/\s$/.test(text));
  });
  return withoutEmptyWords(parts).slice(0, MOST_PARTS);
}

/** The text between quotes and outside them, in turn. */
function pieces(text: string): { piece: string; quoted: boolean; last: boolean }[] {
  const found: { piece: string; quoted: boolean; last: boolean }[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (!QUOTES.has(text.charAt(at))) continue;
    found.push({ piece: text.slice(from, at), quoted, last: false });
    from = at + 1;
    quoted = !quoted;
  }
  found.push({ piece: text.slice(from), quoted, last: true });
  return found;
}

function unquoted(text: string, open: boolean): QueryPart[] {
  const words = wordsOf(text);
  const parts: QueryPart[] = [];
  for (let at = 0; at < words.plain.length;) {
    const end = pieceEnd(text, words, at);
    parts.push(...partOf(text, words, at, end, open && end === words.plain.length));
    at = end;
  }
  return parts;
}

/** Words go together up to the next space, and a number goes with its unit. */
function pieceEnd(text: string, words: Words, from: number): number {
  if (isQuantity(text, words, from)) return from + 2;
  let end = from + 1;
  while (end < words.plain.length && !isQuantity(text, words, end) && isGlued(text, words, end)) end += 1;
  return end;
}

const isQuantity = (text: string, words: Words, at: number): boolean =>
  isNumber(words.plain[at] ?? '') && joinedTerm(text, words, at) !== undefined;

/** Between the word and the one before it there is no space, nor an apostrophe. */
function isGlued(text: string, { starts, ends }: Words, at: number): boolean {
  const between = text.slice(ends[at - 1], starts[at]);
  return between.trim() === between;
}

function partOf(text: string, words: Words, from: number, end: number, open: boolean): QueryPart[] {
  if (isQuantity(text, words, from))
    return [{ type: 'word', plain: joinedTerm(text, words, from) ?? '', open }];
  return phraseOf(words.plain.slice(from, end), open, false);
}

function phraseOf(words: readonly string[], open: boolean, quoted: boolean): QueryPart[] {
  const [first] = words;
  if (first === undefined) return [];
  if (words.length === 1 && !quoted) return [{ type: 'word', plain: first, open }];
  return [{ type: 'phrase', words, open, quoted }];
}

function withoutEmptyWords(parts: readonly QueryPart[]): QueryPart[] {
  const telling = parts.filter((part) => part.type === 'phrase' || !EMPTY_WORDS.has(part.plain));
  return telling.length > 0 ? telling : [...parts];
}
