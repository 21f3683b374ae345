import { describe, expect, it } from 'vitest';
import type { BrochureText } from '#ui/brochure/brochure-text.ts';
import { brochure as en } from '#ui/brochure/en.ts';
import { brochure as fr } from '#ui/brochure/fr.ts';

const outline = ({ sections }: BrochureText) =>
  sections.map(({ paragraphs = [], points = [], after = [], reference = '' }) => ({
    parts: [paragraphs.length, points.length, after.length],
    articles: reference.match(/[LR]1111-\d+/g) ?? [],
  }));

describe('the information brochure', () => {
  it('says the same in English as in French, resting on the same articles', () => {
    expect(outline(en)).toEqual(outline(fr));
  });

  it('tells of the consent, both emergency accesses and the traces', () => {
    const text = JSON.stringify(fr);
    for (const word of ['consentement', 'bris de glace', 'médecin régulateur', 'trace', 'L1111-19'])
      expect(text).toContain(word);
  });
});
