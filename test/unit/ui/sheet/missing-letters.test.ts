import { describe, expect, it } from 'vitest';
import { missingLetters } from '#ui/sheet/missing-letters.ts';

/** A device that has Latin and Hebrew letters and one emoji, and draws a box for the rest. */
const device = (character: string): string =>
  /\p{Script=Latin}|\p{Script=Hebrew}|👩|[’«»]/u.test(character) ? `picture of ${character}` : 'box';

describe('letters that a device cannot draw', () => {
  it('are those that come out as the box for what nobody has', () => {
    expect(missingLetters('BENALI محمد', device)).toEqual(['م', 'ح', 'د']);
    expect(missingLetters('𞤀𞤣𞤀', device)).toEqual(['𞤀', '𞤣']);
    expect(missingLetters('MARTIN 👩\u200d👧', device)).toEqual(['👧']);
  });

  it('are none in what it has, whatever the accents, joiners and marks of direction', () => {
    expect(missingLetters('D’AUBIGNÉ NGUYE\u0302\u0303N \u2068כהן\u2069 (12) 👩\ufe0f', device)).toEqual([]);
    expect(missingLetters('', device)).toEqual([]);
  });
});
