import { stemmer } from '@orama/stemmers/french';
import { isNumber } from './terms.ts';

/** Shorter words are their own stems. */
const SHORTEST = 4;

/**
 * The stem of a plain word by the French Snowball rules. They know accents, which plain words have lost, and read a noun
 * in -er as a verb unless it is in the plural: both are evened out first.
 */
export function stemOf(word: string): string {
  if (word.length < SHORTEST || isNumber(word) || !isLatin(word)) return word;
  return stemmer(singular(word));
}

function singular(word: string): string {
  if (word.endsWith('ees')) return word.slice(0, -2);
  if (word.endsWith('ee')) return word.slice(0, -1);
  if (word.length > SHORTEST && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

function isLatin(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const unit = word.charCodeAt(i);
    if (unit < 0x61 || unit > 0x7a) return false;
  }
  return true;
}
