import type { Face } from './truetype.ts';
import type { TextPainter } from './text-painter.ts';
import type { TypeStyle, Weight } from './type-style.ts';

/** A stretch of one line: letters of the embedded font, or a picture of text that it has no letters for. */
export type Run = { readonly kind: 'letters' | 'picture'; readonly text: string; readonly width: number };
/** Runs from left to right; a space lies between two words, within a run or at its end. */
export type TextLine = readonly Run[];

export type Typesetter = {
  readonly faces: Readonly<Record<Weight, Face>>;
  readonly painter: TextPainter;
};

/** Looks like a space to the eye; fonts that lack one of them have the other. */
const NARROW_SPACE = /\u202f/g;

/** Marks that keep a name to itself on a screen (UAX 9): here each run has its place, and they have no glyph. */
const ISOLATES = /[\u2066-\u2069]/g;

/** The characters as they are drawn: composed (NFC, which changes no meaning), one kind of hard space. */
export const drawn = (text: string): string =>
  text.normalize('NFC').replace(NARROW_SPACE, '\u00a0').replace(ISOLATES, '');

const hasGlyphs = (face: Face, word: string): boolean =>
  [...word].every((character) => face.glyphOf(character.codePointAt(0) ?? 0) !== undefined);

/** Width in points of text that the font has. */
export function widthOf(face: Face, text: string, size: number): number {
  let width = 0;
  for (const character of text) width += face.advanceOf(face.glyphOf(character.codePointAt(0) ?? 0) ?? 0);
  return (width * size) / 1000;
}

/**
 * The lines of a text within `width` points. Lines break where the text does and at spaces; a word longer than a line is broken where it must be.
 * Neighbouring words that the font cannot draw stay one picture, so that a name written from the right keeps its order.
 */
export const linesOf = (setter: Typesetter, text: string, style: TypeStyle, width: number): TextLine[] =>
  text.split('\n').flatMap((line) => wrapped(setter, line, style, width));

function wrapped(setter: Typesetter, text: string, style: TypeStyle, width: number): TextLine[] {
  const measure = runMeasure(setter, style);
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  const space = widthOf(setter.faces[style.weight], ' ', style.size);
  for (const run of piecesOf(setter, text, style).flatMap((piece) => fitted(piece, measure, width))) {
    const gap = line.length > 0 ? space : 0;
    if (line.length > 0 && used + gap + run.width > width) {
      lines.push(line);
      [line, used] = [[], 0];
    }
    if (line.length > 0) used += space;
    line.push(run);
    used += run.width;
  }
  if (line.length > 0) lines.push(line);
  return lines.map((runs) => joined(runs, space));
}

type Piece = Pick<Run, 'kind' | 'text'>;
type Measure = (piece: Piece) => Run;

const runMeasure =
  ({ faces, painter }: Typesetter, style: TypeStyle): Measure =>
  ({ kind, text }) => ({
    kind,
    text,
    width: kind === 'letters' ? widthOf(faces[style.weight], text, style.size) : painter.width(text, style),
  });

function piecesOf({ faces }: Typesetter, text: string, style: TypeStyle): Piece[] {
  const pieces: Piece[] = [];
  for (const word of drawn(text)
    .split(/[ \t]+/)
    .filter(Boolean)) {
    const kind = hasGlyphs(faces[style.weight], word) ? 'letters' : 'picture';
    const before = pieces.at(-1);
    if (kind === 'picture' && before?.kind === 'picture')
      pieces.splice(-1, 1, { kind, text: `${before.text} ${word}` });
    else pieces.push({ kind, text: word });
  }
  return pieces;
}

/** A piece wider than a whole line falls apart: pictures at their spaces first, then anything at its characters. */
function fitted(piece: Piece, measure: Measure, width: number): Run[] {
  const whole = measure(piece);
  if (whole.width <= width) return [whole];
  const words = piece.text.split(' ');
  if (words.length > 1) return words.flatMap((text) => fitted({ ...piece, text }, measure, width));
  const characters = [...graphemes.segment(piece.text)].map(({ segment }) => segment);
  if (characters.length < 2) return [whole];
  return chopped(characters, piece.kind, measure, width);
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

function chopped(characters: readonly string[], kind: Piece['kind'], measure: Measure, width: number): Run[] {
  const runs: Run[] = [];
  let text = '';
  for (const character of characters) {
    if (text !== '' && measure({ kind, text: text + character }).width > width) {
      runs.push(measure({ kind, text }));
      text = '';
    }
    text += character;
  }
  return [...runs, measure({ kind, text })];
}

/** Words of letters become one run; a picture has its spaces beside it. */
function joined(runs: readonly Run[], space: number): TextLine {
  const line: Run[] = [];
  for (const run of runs) {
    const before = line.at(-1);
    if (before?.kind === 'letters' && run.kind === 'letters')
      line.splice(-1, 1, {
        kind: 'letters',
        text: `${before.text} ${run.text}`,
        width: before.width + space + run.width,
      });
    else line.push(...(before ? [{ kind: 'letters', text: ' ', width: space } as const] : []), run);
  }
  return line;
}
