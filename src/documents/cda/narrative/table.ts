import { attribute, elementsOf, type XmlElement } from '#documents/xml/element.ts';
import { blocksOf } from './blocks.ts';
import { emphasesOf } from './elements.ts';
import { captionOf, type Reading } from './inline.ts';
import { MAX_SPAN, type NarrativeCell, type NarrativeRow, type NarrativeTable } from './tree.ts';

/** Rows straight in the table belong to its body; what stands in a table outside of a cell is a row of its own. */
export function tableOf(table: XmlElement, reading: Reading): NarrativeTable {
  const parts = elementsOf(table).filter(({ local }) => !WITHOUT_WORDS.has(local));
  const rowsIn = (belongs: (part: XmlElement) => boolean): NarrativeRow[] =>
    parts
      .filter(belongs)
      .flatMap((part) => rowsOf(part, reading))
      .filter((row) => row.length > 0);
  return {
    type: 'table',
    caption: captionOf(table, reading),
    head: rowsIn(({ local }) => local === 'thead'),
    body: rowsIn(({ local }) => local !== 'thead' && local !== 'tfoot'),
    foot: rowsIn(({ local }) => local === 'tfoot'),
  };
}

const WITHOUT_WORDS = new Set(['caption', 'col', 'colgroup']);
const GROUPS = new Set(['thead', 'tbody', 'tfoot']);

function rowsOf(part: XmlElement, reading: Reading): NarrativeRow[] {
  if (part.local === 'tr') return [cellsOf(part, reading)];
  if (GROUPS.has(part.local)) return elementsOf(part).flatMap((row) => rowsOf(row, reading));
  const blocks = blocksOf([part], reading);
  return blocks.length > 0 ? [[{ header: false, columns: 1, rows: 1, blocks }]] : [];
}

const cellsOf = (row: XmlElement, reading: Reading): NarrativeCell[] =>
  elementsOf(row).map((cell) => ({
    header: cell.local === 'th',
    columns: span(attribute(cell, 'colspan')),
    rows: span(attribute(cell, 'rowspan')),
    blocks: blocksOf(cell.local === 'td' || cell.local === 'th' ? cell.children : [cell], reading, [
      ...new Set([...emphasesOf(row), ...emphasesOf(cell)]),
    ]),
  }));

function span(text: string | undefined): number {
  const number = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 1;
  return Math.min(Math.max(number, 1), MAX_SPAN);
}
