import { attribute, walk, type XmlElement } from '../xml/element.ts';
import { blocksOf, markBlocks } from './narrative/blocks.ts';
import { inlinesOf, trimmed, type Reading } from './narrative/inline.ts';
import {
  EMPTY_NARRATIVE,
  type Narrative,
  type NarrativeBlock,
  type NarrativeInline,
  type NarrativeRow,
} from './narrative/tree.ts';

/**
 * Reads the `text` of a section (CDA R2 §4.3.5, Narrative Block) into our own tree. Whatever it holds, the words are kept
 * and nothing else passes: no markup, style, script, form or picture from elsewhere.
 */
export function readNarrative(text: XmlElement | undefined): Narrative {
  if (!text) return EMPTY_NARRATIVE;
  const notes = [...walk(text)].filter(({ local }) => local === 'footnote');
  const reading: Reading = {
    noteNumbers: new Map(notes.map((note, at) => [note, at + 1])),
    noteIds: new Map(notes.map((note, at) => [attribute(note, 'ID') ?? '', at + 1])),
    blocks: blocksWithin(text),
  };
  return {
    blocks: blocksOf(text.children, reading),
    footnotes: notes.map((note) => trimmed(inlinesOf(note.children, reading))),
  };
}

function blocksWithin(text: XmlElement): ReadonlySet<XmlElement> {
  const found = new Set<XmlElement>();
  markBlocks(text, found);
  return found;
}

/** All words of a narrative, for the search: one line per paragraph, item and row; cells of a row stand apart by a tab. */
export function narrativeText({ blocks, footnotes }: Narrative): string {
  const lines = [...blocks.flatMap(linesOf), ...footnotes.map(inlineText)];
  return lines.filter((line) => line.trim() !== '').join('\n');
}

function linesOf(block: NarrativeBlock): string[] {
  switch (block.type) {
    case 'paragraph':
      return [inlineText(block.content)];
    case 'preformatted':
      return [block.text];
    case 'list':
      return [inlineText(block.caption), ...block.items.flatMap((item) => item.flatMap(linesOf))];
    case 'table':
      return [inlineText(block.caption), ...[...block.head, ...block.body, ...block.foot].map(rowText)];
  }
}

const rowText = (row: NarrativeRow): string =>
  row.map((cell) => cell.blocks.flatMap(linesOf).join(' ')).join('\t');

const inlineText = (content: readonly NarrativeInline[]): string => content.map(oneText).join('');

function oneText(inline: NarrativeInline): string {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'break':
      return '\n';
    case 'footnoteRef':
      return '';
    case 'media':
      return inlineText(inline.caption);
    case 'link':
      return `${inlineText(inline.content)} ${inline.target}`;
    case 'strong':
    case 'emphasis':
    case 'underline':
    case 'deleted':
    case 'sub':
    case 'sup':
      return inlineText(inline.content);
  }
}
