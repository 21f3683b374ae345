import type { UsedCharacters } from './characters.ts';
import type { Run } from './lines.ts';
import type { PlacedRow } from './pages.ts';
import type { Mark } from './rows.ts';
import type { Element } from './structure.ts';
import { inVisualOrder, PICTURE } from './text-painter.ts';
import { INK, type Colour, type TypeStyle, type Weight } from './type-style.ts';

export type Characters = Readonly<Record<Weight, UsedCharacters>>;

/** Names in the resources of each page. */
export const FONT_NAMES: Readonly<Record<Weight, string>> = { regular: 'F1', bold: 'F2' };

/** What the content of a page needs: the origin of its marks (PDF counts upwards) and how pictures are named. */
export type Canvas = {
  readonly left: number;
  readonly top: number;
  readonly characters: Characters;
  /** Name of the picture of a text in the resources of this page. */
  readonly pictureName: (text: string, style: TypeStyle) => string;
};

/** The operators (ISO 32000-1, annex A) of the rows of one page. Each text becomes marked content of its element. */
export function pageContent(rows: readonly PlacedRow[], page: number, canvas: Canvas): string {
  let id = 0;
  const marked = (of: Element, inner: string): string => {
    of.content.push({ page, id });
    return `/${of.role} <</MCID ${id++}>> BDC\n${inner}EMC\n`;
  };
  return rows
    .flatMap(({ top, marks }) =>
      marks.map((mark) => {
        const at = { x: canvas.left + mark.x, y: canvas.top - top - mark.y };
        return mark.kind === 'text' ? marked(mark.of, textOperators(mark, at, canvas)) : drawing(mark, at);
      }),
    )
    .join('');
}

type At = { readonly x: number; readonly y: number };
type TextMark = Extract<Mark, { kind: 'text' }>;

function textOperators({ line, style }: Pick<TextMark, 'line' | 'style'>, at: At, canvas: Canvas): string {
  let x = at.x;
  let operators = '';
  for (const run of line) {
    operators +=
      run.kind === 'letters'
        ? letters(run.text, style, { ...at, x }, canvas)
        : picture(run, style, { ...at, x }, canvas);
    x += run.width;
  }
  return operators;
}

const letters = (text: string, style: TypeStyle, { x, y }: At, { characters }: Canvas): string =>
  `BT ${colour(style.colour)} rg /${FONT_NAMES[style.weight]} ${style.size} Tf ${n(x)} ${n(y)} Td ` +
  `<${characters[style.weight].encode(text)}> Tj ET\n`;

/**
 * The picture for the eye; under it the same text unseen, as wide, to be found, copied and read aloud. Readers of PDFs expect
 * characters from left to right, and put back what is written from the right; an ActualText beside them, which would be in the
 * other order, some of them turn round.
 */
function picture({ text, width }: Run, style: TypeStyle, { x, y }: At, canvas: Canvas): string {
  const name = canvas.pictureName(text, style);
  const height = PICTURE.height * style.size;
  const foot = y - (PICTURE.height - PICTURE.baseline) * style.size;
  return (
    `q ${n(width)} 0 0 ${n(height)} ${n(x)} ${n(foot)} cm /${name} Do Q\n` +
    `q ${unseen(text, width, style, { x, y }, canvas)} Q\n`
  );
}

function unseen(text: string, width: number, style: TypeStyle, { x, y }: At, { characters }: Canvas): string {
  const used = characters[style.weight];
  const codes = used.encode(inVisualOrder(text));
  const natural = [...text].reduce(
    (sum, one) => sum + (used.all.find(({ character }) => character === one)?.width ?? 0),
    0,
  );
  const stretch = (width / ((natural * style.size) / 1000)) * 100;
  return `BT 3 Tr ${n(stretch)} Tz /${FONT_NAMES[style.weight]} ${style.size} Tf ${n(x)} ${n(y)} Td <${codes}> Tj ET`;
}

function drawing(mark: Exclude<Mark, TextMark>, { x, y }: At): string {
  if (mark.kind === 'rule')
    return artifact(`q ${colour(mark.colour)} RG 0.8 w ${n(x)} ${n(y)} m ${n(x + mark.width)} ${n(y)} l S Q`);
  const { size } = mark;
  const box = `q ${colour(INK)} RG 1 w ${n(x)} ${n(y)} ${n(size)} ${n(size)} re S`;
  const inset = size * 0.22;
  const far = size - inset;
  const cross = `1.4 w ${n(x + inset)} ${n(y + inset)} m ${n(x + far)} ${n(y + far)} l S ${n(x + inset)} ${n(y + far)} m ${n(x + far)} ${n(y + inset)} l S`;
  return artifact(`${box} ${mark.ticked ? cross : ''} Q`);
}

/** What stands at the foot of every page, outside the text. */
export const footContent = (
  texts: readonly Pick<TextMark, 'line' | 'style' | 'x'>[],
  y: number,
  canvas: Canvas,
): string =>
  `/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n${texts
    .map(({ line, style, x }) => textOperators({ line, style }, { x: canvas.left + x, y }, canvas))
    .join('')}EMC\n`;

const artifact = (inner: string): string => `/Artifact BMC ${inner} EMC\n`;
const colour = (parts: Colour): string => parts.map(n).join(' ');
/** A number as PDF writes it: no exponents. */
const n = (value: number): string => String(Math.round(value * 100) / 100);
