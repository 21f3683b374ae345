import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BROCHURE_EDITIONS, CURRENT_BROCHURE, type BrochureEdition } from '#domain/consent/brochure.ts';
import { sheetPdf } from '#documents/sheet/sheet-pdf.ts';
import type { Sheet } from '#documents/sheet/sheet.ts';
import { pdfText } from '#documents/text/pdf-text.ts';
import type { BrochureText } from '#ui/brochure/brochure-text.ts';
import { brochureSheet, RIGHTS_VERSION, rightsSheet } from '#ui/brochure/editions.ts';
import { brochure as en } from '#ui/brochure/en.ts';
import { brochure as easy } from '#ui/brochure/fr-easy.ts';
import { brochure as fr } from '#ui/brochure/fr.ts';
import { rights as rightsEn } from '#ui/brochure/rights/en.ts';
import { rights as rightsFr } from '#ui/brochure/rights/fr.ts';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';

const articles = (text: string): string[] => text.match(/[LR]1111-\d+|\d{4}\/\d+/g) ?? [];
const outline = ({ sections }: BrochureText) =>
  sections.map(({ paragraphs = [], points = [], after = [], reference = '' }) => ({
    parts: [paragraphs.length, points.length, after.length],
    articles: articles(reference),
  }));
const sentencesOf = ({ lead, sections }: BrochureText): string[] =>
  [
    lead,
    ...sections.flatMap(({ paragraphs = [], points = [], after = [] }) => [
      ...paragraphs,
      ...points,
      ...after,
    ]),
  ]
    .flatMap((text) => text.split(/(?<=[.?:;])\s+/u))
    .filter(Boolean);
const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/u).filter((word) => /\p{L}|\d/u.test(word)).length;

async function paper(sheet: Sheet) {
  const read = await pdfText(await sheetPdf(sheet, sheetDeps()));
  if (!read.ok) throw new Error(read.error.type);
  return { pages: read.value.pages, text: read.value.text.replace(/\s+/gu, ' ') };
}
const plain = (text: string): string => text.replace(/\s+/gu, ' ');

describe('the information brochure', () => {
  it('says the same in English as in French, resting on the same articles', () => {
    expect(outline(en)).toEqual(outline(fr));
  });

  it('rests on the same articles where it is easy to read', () => {
    expect(outline(easy).map((section) => section.articles)).toEqual(
      outline(fr).map((section) => section.articles),
    );
  });

  it('tells of the consent, both emergency accesses and the traces', () => {
    const text = JSON.stringify(fr);
    for (const word of ['consentement', 'bris de glace', 'médecin régulateur', 'trace', 'L1111-19'])
      expect(text).toContain(word);
  });

  it('has short sentences where it is easy to read, and none of the hard words', () => {
    const long = sentencesOf(easy).filter((sentence) => wordsOf(sentence) > 16);
    expect(long).toEqual([]);
    const hard = /consentement|habilit|régulateur|identifiant|clôtur|motif|légitime|coordination/i;
    expect(sentencesOf(easy).filter((sentence) => hard.test(sentence))).toEqual([]);
  });

  it('is under its version the text that was handed over: another text is another version', () => {
    const digest = createHash('sha256')
      .update(JSON.stringify([fr, easy, en]))
      .digest('hex')
      .slice(0, 16);
    expect({ [CURRENT_BROCHURE]: digest }).toEqual({ '2026-11': '46ee6db17e630509' });
  });

  it.each(BROCHURE_EDITIONS)(
    'is a PDF with every word of the edition %s and its version on each page',
    async (edition) => {
      const texts: Record<BrochureEdition, BrochureText> = { fr, 'fr-easy': easy, en };
      const { text, pages } = await paper(await brochureSheet(edition));
      for (const sentence of sentencesOf(texts[edition])) expect(text).toContain(plain(sentence));
      expect(text.match(/Relais · Version 2026-11/g)).toHaveLength(pages);
      expect(pages).toBeLessThan(edition === 'fr-easy' ? 9 : 4);
    },
  );
});

describe('the rights of the holder', () => {
  it('are the same in English as in French, resting on the same articles', () => {
    expect(outline(rightsEn)).toEqual(outline(rightsFr));
  });

  it('say each right and where to complain', () => {
    const headings = rightsFr.sections.map(({ heading }) => heading).join(' ');
    for (const right of [
      'Voir',
      'corriger',
      'Masquer',
      'qui a regardé',
      'qui peut lire',
      'urgence',
      'fermer',
      'effacer',
      'plaindre',
    ])
      expect(headings).toContain(right);
    expect(JSON.stringify(rightsFr)).toContain('www.cnil.fr');
  });

  it.each([
    ['fr', rightsFr],
    ['en', rightsEn],
  ] as const)('are a PDF with every word, in %s', async (locale, words) => {
    const { text } = await paper(await rightsSheet(locale));
    for (const sentence of sentencesOf(words)) expect(text).toContain(plain(sentence));
    expect(text).toContain(RIGHTS_VERSION);
  });
});
