import { PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import type { Bytes } from '#base/bytes.ts';
import { UsedCharacters } from './characters.ts';
import { embedFace } from './embed-face.ts';
import { linesOf, type Typesetter } from './lines.ts';
import { FONT_NAMES, footContent, pageContent, type Canvas, type Characters } from './page-content.ts';
import { pagesOf, type PlacedRow } from './pages.ts';
import { rowsOf } from './rows.ts';
import type { Sheet } from './sheet.ts';
import { rootElement } from './structure.ts';
import { writeStructure } from './structure-tree.ts';
import type { TextPainter } from './text-painter.ts';
import { openFace } from './truetype.ts';
import { STYLES, type TypeStyle, type Weight } from './type-style.ts';

/** A4 in points, and its margins. */
const PAGE = { width: 595.28, height: 841.89, side: 57, top: 54, foot: 70, footLine: 38 };
const WIDTH = PAGE.width - 2 * PAGE.side;

export type SheetPdfDeps = {
  /** The two TrueType files of fonts/. */
  readonly fonts: Readonly<Record<Weight, Bytes>>;
  readonly painter: TextPainter;
  /** Moment of making, ms since 1970. */
  readonly at: number;
};

/**
 * A sheet as PDF 1.7 on A4: the project's font embedded, text that can be found and copied, a title, a language and the
 * logical structure that a screen reader follows. What the font cannot draw is drawn by the painter, with its text beneath.
 * Nothing is fetched; rejects only where the painter does.
 */
export async function sheetPdf(sheet: Sheet, { fonts, painter, at }: SheetPdfDeps): Promise<Bytes> {
  const faces = { regular: openFace(fonts.regular), bold: openFace(fonts.bold) };
  const setter: Typesetter = { faces, painter };
  const root = rootElement();
  const pages = pagesOf(rowsOf(sheet, setter, WIDTH, root), PAGE.height - PAGE.top - PAGE.foot);
  const pdf = await PDFDocument.create();
  const characters = { regular: new UsedCharacters(faces.regular), bold: new UsedCharacters(faces.bold) };
  const pictures = await embedPictures(pdf, pages, painter);
  const pageRefs = pages.map((rows, i) => {
    const canvas = canvasOf(characters, pictures);
    const content = pageContent(rows, i, canvas) + footOf(sheet, i + 1, pages.length, setter, canvas);
    return addPage(pdf, i, content);
  });
  finishPages(pdf, setter, characters, pictures);
  describe(pdf, sheet, at);
  pdf.catalog.set(PDFName.of('StructTreeRoot'), writeStructure(pdf.context, root, pageRefs));
  return Uint8Array.from(await pdf.save());
}

/** Pictures of text by what they show. */
type Pictures = ReadonlyMap<string, { readonly name: string; readonly ref: PDFRef }>;
const pictureKey = (text: string, { size, weight }: TypeStyle): string => `${weight} ${size} ${text}`;

async function embedPictures(
  pdf: PDFDocument,
  pages: readonly PlacedRow[][],
  painter: TextPainter,
): Promise<Pictures> {
  const pictures = new Map<string, { name: string; ref: PDFRef }>();
  for (const mark of pages.flat().flatMap(({ marks }) => marks)) {
    if (mark.kind !== 'text') continue;
    for (const { kind, text } of mark.line) {
      const key = pictureKey(text, mark.style);
      if (kind === 'letters' || pictures.has(key)) continue;
      const { ref } = await pdf.embedPng(await painter.paint(text, mark.style));
      pictures.set(key, { name: `P${pictures.size + 1}`, ref });
    }
  }
  return pictures;
}

const canvasOf = (characters: Characters, pictures: Pictures): Canvas => ({
  left: PAGE.side,
  top: PAGE.height - PAGE.top,
  characters,
  pictureName: (text, style) => pictures.get(pictureKey(text, style))?.name ?? '',
});

/** The edition on the left, the number of the page on the right. */
function footOf(sheet: Sheet, page: number, pages: number, setter: Typesetter, canvas: Canvas): string {
  const style = STYLES[sheet.size].quiet;
  const number = linesOf(setter, sheet.pageNumber(page, pages), style, WIDTH)[0] ?? [];
  const numberWidth = number.reduce((sum, { width }) => sum + width, 0);
  const edition = linesOf(setter, `Relais · ${sheet.edition}`, style, WIDTH - numberWidth - 20)[0] ?? [];
  const texts = [
    { line: edition, style, x: 0 },
    { line: number, style, x: WIDTH - numberWidth },
  ];
  return footContent(texts, PAGE.footLine, canvas);
}

function addPage(pdf: PDFDocument, index: number, content: string): PDFRef {
  const page = pdf.addPage([PAGE.width, PAGE.height]);
  page.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.flateStream(content)));
  page.node.set(PDFName.of('StructParents'), pdf.context.obj(index));
  page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
  return page.ref;
}

/** Fonts and pictures, once every character of every page is known. */
function finishPages(
  pdf: PDFDocument,
  { faces }: Typesetter,
  characters: Characters,
  pictures: Pictures,
): void {
  const { context } = pdf;
  const fonts = context.obj({
    [FONT_NAMES.regular]: embedFace(
      context,
      'AtkinsonHyperlegibleNext-Regular',
      faces.regular,
      characters.regular,
    ),
    [FONT_NAMES.bold]: embedFace(context, 'AtkinsonHyperlegibleNext-Bold', faces.bold, characters.bold),
  });
  const images = context.obj(Object.fromEntries([...pictures.values()].map(({ name, ref }) => [name, ref])));
  const resources = context.register(context.obj({ Font: fonts, XObject: images }));
  for (const page of pdf.getPages()) page.node.set(PDFName.of('Resources'), resources);
}

function describe(pdf: PDFDocument, { title, language }: Sheet, at: number): void {
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(language);
  pdf.setProducer('Relais');
  pdf.setCreator('Relais');
  pdf.setCreationDate(new Date(at));
  pdf.setModificationDate(new Date(at));
  pdf.catalog.set(PDFName.of('MarkInfo'), pdf.context.obj({ Marked: true }));
}
