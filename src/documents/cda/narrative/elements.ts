import { attribute, type XmlElement } from '#documents/xml/element.ts';
import type { Emphasis } from './tree.ts';

/** What an element of the narrative stands for; those of HTML are read alike, since some software writes them. */
export type BlockKind = 'paragraph' | 'list' | 'table' | 'preformatted';

const BLOCKS: ReadonlyMap<string, BlockKind> = new Map([
  ['paragraph', 'paragraph'],
  ['p', 'paragraph'],
  ['list', 'list'],
  ['ul', 'list'],
  ['ol', 'list'],
  ['table', 'table'],
  ['pre', 'preformatted'],
]);

const EMPHASES: ReadonlyMap<string, Emphasis> = new Map([
  ['sub', 'sub'],
  ['sup', 'sup'],
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'emphasis'],
  ['em', 'emphasis'],
  ['u', 'underline'],
  ['del', 'deleted'],
  ['s', 'deleted'],
]);

/** styleCode of CDA R2 §4.3.5.11 and what the official examples write; others (Rrule, xallergy…) say nothing here. */
const STYLES: ReadonlyMap<string, readonly Emphasis[]> = new Map([
  ['bold', ['strong']],
  ['italics', ['emphasis']],
  ['emphasis', ['emphasis']],
  ['underline', ['underline']],
  ['bolditalics', ['strong', 'emphasis']],
]);

export const blockKindOf = ({ local }: XmlElement): BlockKind | undefined => BLOCKS.get(local);

/** Emphases of an element by its name, its styleCode and its state of revision, outermost first, each once. */
export function emphasesOf(element: XmlElement): Emphasis[] {
  const named = EMPHASES.get(element.local);
  const styles = (attribute(element, 'styleCode') ?? '').toLowerCase().split(/\s+/);
  const all = [
    ...(attribute(element, 'revised') === 'delete' ? (['deleted'] as const) : []),
    ...(named ? [named] : []),
    ...styles.flatMap((style) => STYLES.get(style) ?? []),
  ];
  return [...new Set(all)];
}

/** Rows, cells and items outside a table or a list are read as paragraphs of their own. */
const APART = new Set(['tr', 'td', 'th', 'item', 'li', 'caption', 'thead', 'tbody', 'tfoot']);

/** Whether an element breaks the line that it stands in. */
export const isBlock = (element: XmlElement): boolean =>
  BLOCKS.has(element.local) || APART.has(element.local);
