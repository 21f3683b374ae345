import { wordsOf, type Words } from './words.ts';

/** Units that stay with their number: «5 mg» is not a 5 here and mg elsewhere. Of «mmol/L» the part before the slash. */
const UNITS: ReadonlySet<string> = new Set([
  ...[
    'kg',
    'g',
    'mg',
    'ug',
    'mcg',
    'ng',
    'pg',
    'l',
    'dl',
    'ml',
    'ul',
    'fl',
    'km',
    'm',
    'cm',
    'mm',
    'um',
    'nm',
  ],
  ...['mol', 'mmol', 'umol', 'nmol', 'pmol', 'meq', 'ui', 'iu', 'u', 'mui', 'kui', 'mmhg', 'cmh2o', 'kcal'],
  ...['gy', 'mgy', 'msv', 'hz', 'bpm', 'h', 'min', 'ans', 'mois', 'jours', 'semaines', 'sa', 'cp', 'gouttes'],
]);

/** What a text is found by: its words, numbers with their unit as one, and words that a hyphen joins as one. */
export function termsOf(text: string): string[] {
  const words = wordsOf(text);
  const terms = [...words.plain];
  for (let i = 0; i + 1 < words.plain.length; i += 1) {
    const joined = joinedTerm(text, words, i);
    if (joined !== undefined) terms.push(joined);
  }
  return terms;
}

/** The term that a word makes with the next one: «5mg», «antiinflammatoire». */
export function joinedTerm(text: string, { plain, starts, ends }: Words, i: number): string | undefined {
  const [word = '', next = ''] = [plain[i], plain[i + 1]];
  const from = ends[i] ?? 0;
  const to = starts[i + 1] ?? 0;
  if (to - from > 2) return undefined;
  if (isNumber(word)) return UNITS.has(next) && areSpaces(text, from, to) ? word + next : undefined;
  return to - from === 1 && isHyphen(text, from) && !isNumber(next) ? word + next : undefined;
}

export function isNumber(word: string): boolean {
  const first = word.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
}

const areSpaces = (text: string, from: number, to: number): boolean => text.slice(from, to).trim() === '';
const isHyphen = (text: string, at: number): boolean => '-\u2010\u2011'.includes(text.charAt(at));
