import { searchHelp } from '#ui/help/search-help.ts';
import { placeBeside } from '#ui/help/place-beside.ts';
import { glossary } from '#ui/messages/fr/glossary.ts';
import { help } from '#ui/messages/fr/help.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const search = (typed: string) => searchHelp(typed, { sections: help.sections, glossary });

describe('the search of the help', () => {
  it('finds a word without its accents, those whose title has it first', () => {
    expect(search('resultats').sections[0]).toBe('resultats');
    expect(search('RÉSULTATS').sections[0]).toBe('resultats');
    expect(search('bris glace').terms[0]).toBe('bris-de-glace');
    expect(search('passkey').terms).toEqual(['cle-d-acces']);
  });

  it('takes the endings of words for what they are', () => {
    expect(search('masquer').terms[0]).toBe('masquage');
    expect(search('masquer').sections).toContain('lire-un-document');
    expect(search('autorisations').terms[0]).toBe('autorisation');
    expect(search('age').terms.length).toBeGreaterThan(0);
  });

  it('wants every word, wherever it stands', () => {
    expect(search('carte code essais').sections).toContain('connexion');
    expect(search('carte licorne')).toEqual({ sections: [], terms: [] });
  });

  it('finds nothing where nothing was typed', () => {
    expect(search('  ')).toEqual({ sections: [], terms: [] });
  });

  it('never throws, and never answers the same thing twice', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { sections, terms } = search(typed);
        expect(new Set(sections).size).toBe(sections.length);
        expect(new Set(terms).size).toBe(terms.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an explanation beside its word', () => {
  const px = (length: string): number => Number(length.replace('px', ''));

  it('stays inside the window of a phone, on the side with more room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 320, max: 1440 }),
        fc.integer({ min: 400, max: 900 }),
        fc.double({ min: -50, max: 1500, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (width, height, left, share) => {
          const panel = Math.min(384, width - 16);
          const top = share * (height - 24);
          const place = placeBeside({ left, top, bottom: top + 24 }, { width, height }, panel);
          expect(px(place.left)).toBeGreaterThanOrEqual(8);
          expect(px(place.left) + panel).toBeLessThanOrEqual(width - 8 + 0.001);
          const room = height - px(place.top === 'auto' ? place.bottom : place.top);
          expect(room).toBeGreaterThanOrEqual(0.46 * height - 4);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never covers the word that it explains', () => {
    const word = { left: 10, top: 100, bottom: 124 };
    expect(placeBeside(word, { width: 360, height: 800 }, 344)).toEqual({
      left: '8px',
      top: '128px',
      bottom: 'auto',
    });
    const low = { left: 10, top: 700, bottom: 724 };
    expect(placeBeside(low, { width: 360, height: 800 }, 344)).toEqual({
      left: '8px',
      top: 'auto',
      bottom: '104px',
    });
  });
});
