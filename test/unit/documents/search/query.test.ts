import { describe, expect, it } from 'vitest';
import { isWithin } from '#documents/search/edit-distance.ts';
import { LONGEST_QUERY, MOST_PARTS, parseQuery } from '#documents/search/query.ts';

describe('what was typed', () => {
  it('is words, the last of which may go on', () => {
    expect(parseQuery('Allergie pénic')).toEqual([
      { type: 'word', plain: 'allergie', open: false },
      { type: 'word', plain: 'penic', open: true },
    ]);
    expect(parseQuery('allergie ')).toEqual([{ type: 'word', plain: 'allergie', open: false }]);
  });

  it('is a phrase in quotes of any kind, and an open one goes on to the end', () => {
    const phrase = { type: 'phrase', words: ['compte', 'rendu'], quoted: true };
    for (const typed of ['"compte rendu"', '« compte rendu »', '“compte rendu”'])
      expect(parseQuery(typed)).toEqual([{ ...phrase, open: false }]);
    expect(parseQuery('"compte rendu')).toEqual([{ ...phrase, open: true }]);
  });

  it('keeps together what was written in one piece, and a number with its unit', () => {
    expect(parseQuery('compte-rendu du 12/03/2024 ')).toEqual([
      { type: 'phrase', words: ['compte', 'rendu'], open: false, quoted: false },
      { type: 'phrase', words: ['12', '03', '2024'], open: false, quoted: false },
    ]);
    expect(parseQuery('amlodipine 5 mg')).toEqual([
      { type: 'word', plain: 'amlodipine', open: false },
      { type: 'word', plain: '5mg', open: true },
    ]);
  });

  it('does without words that say nothing, unless there are no others', () => {
    expect(parseQuery('douleur de la jambe ').map((part) => part.type === 'word' && part.plain)).toEqual([
      'douleur',
      'jambe',
    ]);
    expect(parseQuery('de ')).toEqual([{ type: 'word', plain: 'de', open: false }]);
  });

  it('has no part where there is no letter and no digit', () => {
    for (const typed of ['', '  ', '"', '«»', '---', '’', '.*+?^${}()|[]\\'])
      expect(parseQuery(typed)).toEqual([]);
  });

  it('is cut where nobody would type on', () => {
    expect(parseQuery('abc '.repeat(1000)).length).toBe(MOST_PARTS);
    expect(parseQuery('a'.repeat(10_000))[0]).toMatchObject({
      plain: 'a'.repeat(Math.min(64, LONGEST_QUERY)),
    });
  });
});

describe('the distance between words', () => {
  it('counts letters added, left out, changed, and neighbours swapped', () => {
    expect(isWithin('allergie', 'alergie', 1)).toBe(true);
    expect(isWithin('allergie', 'allergiee', 1)).toBe(true);
    expect(isWithin('allergie', 'allirgie', 1)).toBe(true);
    expect(isWithin('allergie', 'alelrgie', 1)).toBe(true);
    expect(isWithin('hypertension', 'hypotension', 1)).toBe(false);
    expect(isWithin('hypertension', 'hypotension', 2)).toBe(true);
    expect(isWithin('a', 'abcd', 2)).toBe(false);
    expect(isWithin('', '', 0)).toBe(true);
  });
});
