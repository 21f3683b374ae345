import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetPdf } from '#documents/sheet/sheet-pdf.ts';
import type { Sheet, SheetBlock } from '#documents/sheet/sheet.ts';
import { pdfText } from '#documents/text/pdf-text.ts';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';

const deps = sheetDeps();
const sheetOf = (blocks: readonly SheetBlock[], more: Partial<Sheet> = {}): Sheet => ({
  language: 'fr-FR',
  title: 'Vos droits',
  subtitle: 'Information',
  edition: 'Version 2026-11',
  size: 'normal',
  blocks,
  pageNumber: (page, pages) => `page ${page} sur ${pages}`,
  ...more,
});
const bytesOf = (blocks: readonly SheetBlock[], more?: Partial<Sheet>) =>
  sheetPdf(sheetOf(blocks, more), deps);

/** What a reader finds in it, lines as one. */
async function read(blocks: readonly SheetBlock[], more?: Partial<Sheet>) {
  const text = await pdfText(await bytesOf(blocks, more));
  if (!text.ok) throw new Error(text.error.type);
  return { ...text.value, text: text.value.text.replace(/\s+/g, ' ') };
}
const named = (value: string): SheetBlock => ({ kind: 'facts', rows: [{ label: 'Titulaire', value }] });

describe('the PDF of a sheet', () => {
  it('holds its words, to be found and copied, in the order of reading', async () => {
    const { text, pages, scannedPages } = await read([
      { kind: 'heading', text: 'C’est vous qui décidez' },
      { kind: 'paragraph', text: 'Œdème : 7,2 % d’HbA1c, « bris de glace ».', tone: 'lead' },
      { kind: 'list', items: ['Voir', 'Masquer'] },
      { kind: 'paragraph', text: 'Article R1111-36', tone: 'quiet' },
    ]);
    expect(text).toBe(
      'Information Vos droits Version 2026-11 C’est vous qui décidez Œdème : 7,2 % d’HbA1c, « bris de glace ». ' +
        '• Voir • Masquer Article R1111-36 Relais · Version 2026-11 page 1 sur 1',
    );
    expect([pages, scannedPages]).toEqual([1, 0]);
  });

  it.each([
    ['an apostrophe and a hyphen', "D’ANNUNZIO-L'HOSTIS Anne‑Maëlle"],
    ['forty letters', 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN Maximilienne'],
    ['letters of Central Europe', 'Łukasz ŻÓŁĆ-ŠÍPKOVÁ Őrsi Ğül'],
    ['an accent apart from its letter', 'Zoe\u0308 Le\u0301a'],
    ['letters from the right', 'שלום כהן'],
    ['letters that join', 'فاطمة الزهراء'],
    ['two alphabets', 'Ивана PETROVA'],
    ['an emoji', 'Camille 🌻 DURAND'],
    ['a letter outside the basic plane', '𠮷田 Aiko'],
  ])('writes a name with %s as it is', async (_, name) => {
    const { text } = await read([named(name)]);
    // a composed letter is the same letter
    expect(text).toContain(`Titulaire ${name.normalize('NFC')} Relais`);
  });

  it('loses no character of any name', async () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ſ'’-]{1,60}( [A-Za-zÀ-ÖØ-öø-ſ'’-]{1,60}){0,3}$/);
    await fc.assert(
      fc.asyncProperty(name, async (value) => {
        const { text } = await read([named(value)]);
        expect(text.replaceAll(' ', '')).toContain(value.normalize('NFC').replaceAll(' ', ''));
      }),
      { numRuns: 25 },
    );
  });

  it('is made whatever is typed', async () => {
    const any = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(any, async (value) => {
        expect((await read([named(value)])).pages).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });

  it('says by a word what was answered, and leaves both where nobody answered yet', async () => {
    const answer = (chosen: 'yes' | 'no' | undefined): SheetBlock => ({
      kind: 'answers',
      items: [{ label: 'Centre 15', choices: ['Oui', 'Non'], chosen }],
    });
    expect((await read([answer('yes')])).text).toContain('Centre 15 Oui Relais');
    expect((await read([answer('no')])).text).toContain('Centre 15 Non Relais');
    expect((await read([answer(undefined)])).text).toContain('Centre 15 Oui Non Relais');
  });

  it('goes on over pages, each numbered, no heading left alone at a foot', async () => {
    const sections = Array.from({ length: 30 }, (_, i): SheetBlock[] => [
      { kind: 'heading', text: `Partie ${i + 1}` },
      {
        kind: 'paragraph',
        text: 'Une phrase assez longue pour tenir sur plusieurs lignes. '.repeat(4).trim(),
      },
    ]).flat();
    const { text, pages } = await read(sections);
    expect(pages).toBeGreaterThan(2);
    for (let page = 1; page <= pages; page++) expect(text).toContain(`page ${page} sur ${pages}`);
    expect(text).not.toMatch(/Partie \d+ Relais ·/);
    expect(text.match(/Partie \d+/g)).toHaveLength(30);
  });

  it('names its title and language, and tells a screen reader what each part is', async () => {
    const pdf = await PDFDocument.load(
      await bytesOf([{ kind: 'heading', text: 'Voir' }, { kind: 'list', items: ['Un'] }, named('DURAND')]),
    );
    expect([pdf.getTitle(), pdf.getLanguage(), pdf.getAuthor()]).toEqual(['Vos droits', 'fr-FR', undefined]);
    const roles = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
      .filter((dict) => dict.get(PDFName.of('Type')) === PDFName.of('StructElem'))
      .map((dict) => String(dict.get(PDFName.of('S'))));
    expect(new Set(roles)).toEqual(
      new Set([
        '/Document',
        '/H1',
        '/H2',
        '/P',
        '/L',
        '/LI',
        '/Lbl',
        '/LBody',
        '/Table',
        '/TR',
        '/TH',
        '/TD',
      ]),
    );
  });

  it('is small enough to hand over by any means', async () => {
    expect((await bytesOf([named('DURAND')])).length).toBeLessThan(60_000);
  });
});
