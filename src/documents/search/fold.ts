/**
 * What a UTF-16 unit is to the search: its plain form (lower case, no accent, ligatures apart), '' for a mark that adds
 * nothing to its letter, undefined for what stands between words.
 */
export function foldUnit(unit: number): string | undefined {
  return unit < TABLE.length ? TABLE[unit] : foldRare(unit);
}

/** Latin, where nearly all texts stay. */
const TABLE_SIZE = 0x250;

/** Letters that Unicode does not take apart. */
const SPELT_OUT: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  µ: 'u',
  μ: 'u',
};

/** Soft hyphen and joiners: inside words, and not seen. */
const UNSEEN: ReadonlySet<number> = new Set([0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]);

const MARKS_AND_BLANKS = /[\p{M}\s]/gu;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;
/** Digits, or what begins with a letter: what a search takes for one word. */
const WORD = /^(\d+|(?!\d)[\p{L}\p{N}]+)$/u;

function foldRare(unit: number): string | undefined {
  if (UNSEEN.has(unit)) return '';
  // halves of a pair: letters outside the basic plane are kept as they are, together
  if (unit >= 0xd800 && unit <= 0xdfff) return String.fromCharCode(unit);
  const char = String.fromCharCode(unit);
  if (/\p{M}/u.test(char)) return '';
  if (!WORD_CHARACTER.test(char)) return undefined;
  const lower = char.normalize('NFKD').replace(MARKS_AND_BLANKS, '').toLowerCase();
  // an Arabic form of marks alone stands on a blank
  if (lower === '') return undefined;
  // a fraction (½) or a letter in brackets would come apart into several words
  if (!WORD.test(lower)) return char;
  return [...lower].map((one) => SPELT_OUT[one] ?? one).join('');
}

const TABLE: readonly (string | undefined)[] = Array.from({ length: TABLE_SIZE }, (_, unit) =>
  foldRare(unit),
);

/** What `unitKind` answers: between words, part of a word and plain already, part of a word that has to be folded. */
export const SEPARATES = 0;
export const IS_PLAIN = 1;
export const FOLDS = 2;

/** The kind of a UTF-16 unit: cheaper than its plain form, for runs of letters that are plain as most are. */
export function unitKind(unit: number): number {
  return unit < TABLE_SIZE ? (KINDS[unit] ?? SEPARATES) : kindOf(unit, foldRare(unit));
}

function kindOf(unit: number, plain: string | undefined): number {
  if (plain === undefined) return SEPARATES;
  return plain === String.fromCharCode(unit) ? IS_PLAIN : FOLDS;
}

const KINDS = Uint8Array.from(TABLE, (plain, unit) => kindOf(unit, plain));
