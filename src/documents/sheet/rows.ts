import { linesOf, type TextLine, type Typesetter } from './lines.ts';
import type { Sheet, SheetAnswer, SheetBlock, SheetFact } from './sheet.ts';
import { element, type Element } from './structure.ts';
import { ACCENT, QUIET, STYLES, type Colour, type SheetStyles, type TypeStyle } from './type-style.ts';

/** Something drawn in a row. `x` from the left margin, `y` from the row's top to the line of writing; points. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly line: TextLine;
      readonly style: TypeStyle;
      readonly x: number;
      readonly y: number;
      readonly of: Element;
    }
  /** For the eye alone. `y` is its middle. */
  | {
      readonly kind: 'rule';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly colour: Colour;
    }
  /** A box to tick; `y` is its foot. */
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly ticked: boolean;
    };

/** What stays together on one page. `after`: it also stays with the row that follows. */
export type Row = { readonly height: number; readonly marks: readonly Mark[]; readonly keepsNext: boolean };

type Context = { readonly setter: Typesetter; readonly styles: SheetStyles; readonly width: number };

/** Share of the width that the labels of facts take. */
const LABELS = 0.36;
const GAP = 14;

/** The rows of a sheet from its head to its last block, `width` points wide, each bound to its element in `root`. */
export function rowsOf(sheet: Sheet, setter: Typesetter, width: number, root: Element): Row[] {
  const context = { setter, styles: STYLES[sheet.size], width };
  return [
    ...headRows(sheet, context, root),
    ...sheet.blocks.flatMap((block) => blockRows(block, context, root)),
  ];
}

function headRows(sheet: Sheet, context: Context, root: Element): Row[] {
  const { styles } = context;
  return [
    ...textRows(context, sheet.subtitle, styles.subtitle, element(root, 'P'), { keepsNext: true }),
    ...textRows(context, sheet.title, styles.title, element(root, 'H1'), { keepsNext: true }),
    ...textRows(context, sheet.edition, styles.quiet, element(root, 'P'), { keepsNext: true }),
    space(styles.body.leading * 0.6, true),
  ];
}

function blockRows(block: SheetBlock, context: Context, root: Element): Row[] {
  const { styles } = context;
  switch (block.kind) {
    case 'heading':
      return headingRows(block.text, context, root);
    case 'paragraph':
      return [
        ...textRows(context, block.text, styles[block.tone ?? 'body'], element(root, 'P')),
        space(styles.body.leading * 0.35),
      ];
    case 'list': {
      const list = element(root, 'L');
      return [
        ...block.items.flatMap((item) => itemRows(item, context, list)),
        space(styles.body.leading * 0.2),
      ];
    }
    case 'facts': {
      const table = element(root, 'Table');
      return [
        ...block.rows.flatMap((fact) => factRows(fact, context, table)),
        space(styles.body.leading * 0.4),
      ];
    }
    case 'answers':
      return block.items.flatMap((answer) => answerRows(answer, context, root));
    case 'signatures':
      return signatureRows(block.labels, context, root);
  }
}

function headingRows(text: string, context: Context, root: Element): Row[] {
  const { styles, width } = context;
  const rows = textRows(context, text, styles.heading, element(root, 'H2'), { keepsNext: true });
  const rule: Row = {
    height: 9,
    marks: [{ kind: 'rule', x: 0, y: 3, width, colour: ACCENT }],
    keepsNext: true,
  };
  return [space(styles.body.leading * 0.7), ...rows, rule];
}

function itemRows(text: string, context: Context, list: Element): Row[] {
  const { styles } = context;
  const { body } = styles;
  const item = element(list, 'LI');
  const label = element(item, 'Lbl');
  const rows = textRows(context, text, body, element(item, 'LBody'), { indent: body.size * 1.3 });
  const bullet: Mark = {
    kind: 'text',
    line: linesOf(context.setter, '•', body, body.size)[0] ?? [],
    style: { ...body, colour: ACCENT },
    x: body.size * 0.2,
    y: baseline(body),
    of: label,
  };
  return [...withMark(rows, bullet), space(body.leading * 0.2)];
}

/** Label on the left, value on the right; a row of the table stays whole. */
function factRows({ label, value }: SheetFact, context: Context, table: Element): Row[] {
  const { styles, width } = context;
  const row = element(table, 'TR');
  const left = width * LABELS - GAP;
  const labels = textRows(
    { ...context, width: left },
    label,
    { ...styles.body, colour: QUIET },
    element(row, 'TH'),
  );
  const values = textRows(context, value, styles.strong, element(row, 'TD'), { indent: width * LABELS });
  const marks = stacked(labels).concat(stacked(values));
  const height = Math.max(total(labels), total(values)) + 7;
  return [
    {
      height,
      marks: [...marks, { kind: 'rule', x: 0, y: height - 3.5, width, colour: RULE }],
      keepsNext: false,
    },
  ];
}

const RULE: Colour = [0.83, 0.86, 0.86];

/** A question, and on its right both words with their boxes: the one that was said alone, ticked and bold. */
function answerRows(answer: SheetAnswer, context: Context, root: Element): Row[] {
  const { styles, width } = context;
  const of = element(root, 'P');
  const labels = textRows({ ...context, width: width * QUESTIONS - GAP }, answer.label, styles.body, of);
  const marks = [...stacked(labels), ...choiceMarks(answer, context, of)];
  return [{ height: total(labels), marks, keepsNext: false }, space(styles.body.leading * 0.45)];
}

/** Share of the width that the questions take. */
const QUESTIONS = 0.78;

function choiceMarks(
  { choices, chosen }: SheetAnswer,
  { setter, styles, width }: Context,
  of: Element,
): Mark[] {
  const said = chosen && choices[chosen === 'yes' ? 0 : 1];
  const style = said === undefined ? styles.body : styles.strong;
  const { size } = style;
  const y = baseline(style);
  return (said === undefined ? choices : [said]).flatMap((word, i): Mark[] => {
    const x = width * QUESTIONS + i * size * 4.6;
    const line = linesOf(setter, word, style, width)[0] ?? [];
    return [
      { kind: 'box', x, y, size: size * 0.8, ticked: said !== undefined },
      { kind: 'text', line, style, x: x + size * 1.2, y, of },
    ];
  });
}

/** Height of the room for a hand. */
const HAND = 54;

function signatureRows(labels: readonly string[], context: Context, root: Element): Row[] {
  const { styles, width } = context;
  const column = (width - GAP * (labels.length - 1)) / labels.length;
  const cells = labels.map((label, i) =>
    textRows({ ...context, width: column }, label, styles.body, element(root, 'P')).map((row) => ({
      ...row,
      marks: row.marks.map((mark) => ({ ...mark, x: mark.x + i * (column + GAP) })),
    })),
  );
  const height = Math.max(0, ...cells.map(total)) + HAND;
  const rules = labels.map((_, i): Mark => ({
    kind: 'rule',
    x: i * (column + GAP),
    y: height - 4,
    width: column,
    colour: QUIET,
  }));
  return [{ height, marks: [...cells.flatMap(stacked), ...rules], keepsNext: false }];
}

type Placing = { readonly indent?: number; readonly keepsNext?: boolean };

/** One row for each line; the lines of a paragraph of up to three stay together. */
function textRows(
  { setter, width }: Context,
  text: string,
  style: TypeStyle,
  of: Element,
  { indent = 0, keepsNext = false }: Placing = {},
): Row[] {
  const lines = linesOf(setter, text, style, width - indent);
  return lines.map((line, i) => ({
    height: style.leading,
    marks: [{ kind: 'text', line, style, x: indent, y: baseline(style), of }],
    // neither the first line nor the last stands alone on its page
    keepsNext: keepsNext || (i < lines.length - 1 && (i === 0 || i === lines.length - 2)),
  }));
}

/** Where letters of a style stand in their row, from its top. */
const baseline = ({ size, leading }: TypeStyle): number => (leading - size) / 2 + size * 0.82;
const space = (height: number, keepsNext = false): Row => ({ height, marks: [], keepsNext });
const total = (rows: readonly Row[]): number => rows.reduce((sum, { height }) => sum + height, 0);

/** The marks of rows as those of one row. */
function stacked(rows: readonly Row[]): Mark[] {
  let top = 0;
  return rows.flatMap(({ height, marks }) => {
    const from = top;
    top += height;
    return marks.map((mark) => ({ ...mark, y: mark.y + from }));
  });
}

const withMark = ([first, ...rest]: readonly Row[], mark: Mark): Row[] =>
  first ? [{ ...first, marks: [mark, ...first.marks] }, ...rest] : [];
