import { goalValue, isMet, type Figure } from './figure.ts';

const HEAD = ['', 'median', 'unit', 'range', 'runs', 'goal', ''] as const;
/** Columns of numbers end where they end; the others start together. */
const TO_THE_RIGHT = new Set([1, 3, 4, 5]);

/** The figures as lines for a person, aligned in a fixed-width font. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, TO_THE_RIGHT.has(column)))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function cellsOf(one: Figure): readonly string[] {
  const { name, unit, spread } = one;
  const range = `${shown(spread.low)} – ${shown(spread.high)}`;
  return [name, shown(spread.median), unit, range, String(spread.runs), goalText(one), verdict(one)];
}

const goalText = ({ goal }: Figure): string =>
  goal ? `${'atMost' in goal ? '≤' : '≥'} ${goalValue(goal)}` : '';

function verdict(one: Figure): string {
  const met = isMet(one);
  if (met === undefined) return '';
  return met ? '✓ met' : '✗ missed';
}

/** Three digits say enough: 0.04, 3.42, 34.2, 1342. */
export function shown(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

const width = (text: string): number => Array.from(text).length;

function padded(text: string, to: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return right ? blanks + text : text + blanks;
}
