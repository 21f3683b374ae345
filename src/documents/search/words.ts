import { foldUnit, FOLDS, SEPARATES, unitKind } from './fold.ts';

/**
 * The words of a text in their order: plain forms, and where each stands in the text (UTF-16 offsets, end excluded).
 * What is elided before an apostrophe (l', d', qu') is no word.
 */
export type Words = {
  readonly plain: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

/** Elided forms of French articles, pronouns and conjunctions. */
const ELIDED: ReadonlySet<string> = new Set([
  ...['c', 'd', 'j', 'l', 'm', 'n', 's', 't', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quoiqu', 'quelqu'],
]);
/** ' ’ ‘ ʼ ′ ` ´ */
const APOSTROPHES: ReadonlySet<number> = new Set([0x27, 0x2019, 0x2018, 0x02bc, 0x2032, 0x60, 0xb4]);
/** Longer runs are no words: their beginning stands for them. */
export const LONGEST_WORD = 64;

/** Reads a text once, from left to right, whatever it holds. */
export function wordsOf(text: string): Words {
  const plain: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const end = isNumberAt(text, at) ? numberEnd(text, at) : letterRunEnd(text, at);
    // an accent without a letter before it begins no word: what follows is read as if it stood alone
    if (end === at || plainOf(text, at, at + 1) === '') {
      at += 1;
      continue;
    }
    const word = plainOf(text, at, end);
    if (word !== '' && !(ELIDED.has(word) && isElided(text, end))) {
      plain.push(word);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { plain, starts, ends };
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isNumberAt = (text: string, at: number): boolean => isDigit(text.charCodeAt(at));
const isWordUnit = (unit: number): boolean => unitKind(unit) !== SEPARATES;

/** Letters, and the digits that follow them: «HbA1c», «B12». A number that begins is a word of its own: «5mg». */
function letterRunEnd(text: string, at: number): number {
  const belongs = isRaisedDigit(text.charCodeAt(at)) ? isRaisedDigit : isWordUnit;
  let end = at;
  while (end < text.length && belongs(text.charCodeAt(end))) end += 1;
  return end;
}

/** «²», «①»: digits in their plain form; at the beginning of a word they are a number of their own. */
const isRaisedDigit = (unit: number): boolean =>
  unitKind(unit) === FOLDS && isDigit(foldUnit(unit)?.charCodeAt(0) ?? 0);

/** Digits with one decimal mark, and groups of three behind a fixed space: «7,2», «1 000». */
function numberEnd(text: string, at: number): number {
  let end = digitsEnd(text, at);
  while (isFixedSpace(text.charCodeAt(end)) && digitsEnd(text, end + 1) === end + 4) end += 4;
  const mark = text.charCodeAt(end);
  const isMark = mark === 0x2c || mark === 0x2e;
  if (!isMark || !isDigit(text.charCodeAt(end + 1))) return end;
  const decimals = digitsEnd(text, end + 1);
  // two marks are a date or a version, not a decimal
  return text.charCodeAt(decimals) === mark && isDigit(text.charCodeAt(decimals + 1)) ? end : decimals;
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

const isFixedSpace = (unit: number): boolean => unit === 0xa0 || unit === 0x202f;

function plainOf(text: string, start: number, end: number): string {
  if (isNumberAt(text, start)) return plainNumber(text.slice(start, end));
  const last = Math.min(end, start + 2 * LONGEST_WORD);
  for (let at = start; at < last; at += 1)
    if (unitKind(text.charCodeAt(at)) === FOLDS) return folded(text, start, last);
  return text.slice(start, Math.min(last, start + LONGEST_WORD));
}

function folded(text: string, start: number, end: number): string {
  let word = '';
  for (let at = start; at < end; at += 1) word += foldUnit(text.charCodeAt(at)) ?? '';
  return word.slice(0, LONGEST_WORD);
}

/** «7,20» and «7.2» are one number. */
function plainNumber(written: string): string {
  const [whole = '', decimals = ''] = written
    .slice(0, LONGEST_WORD)
    .replaceAll('\u00a0', '')
    .replaceAll('\u202f', '')
    .split(/[.,]/);
  let last = decimals.length;
  while (last > 0 && decimals[last - 1] === '0') last -= 1;
  return last === 0 ? whole : `${whole}.${decimals.slice(0, last)}`;
}

const isElided = (text: string, end: number): boolean =>
  APOSTROPHES.has(text.charCodeAt(end)) && isWordUnit(text.charCodeAt(end + 1));
