import { elementsOf, textOf, attribute, type XmlElement, type XmlNode } from '#documents/xml/element.ts';
import { blockKindOf, emphasesOf, isBlock } from './elements.ts';
import { captionOf, emphasised, inlinesOf, isBlank, trimmed, type Reading } from './inline.ts';
import { tableOf } from './table.ts';
import type { Emphasis, NarrativeBlock } from './tree.ts';

/**
 * The content of an element as blocks: text between two of them is a paragraph. An element that is not known, or that
 * wraps blocks where only words should stand, gives its content and nothing of itself.
 */
export function blocksOf(
  nodes: readonly XmlNode[],
  reading: Reading,
  emphases: readonly Emphasis[] = [],
): NarrativeBlock[] {
  const blocks: NarrativeBlock[] = [];
  let run: XmlNode[] = [];
  const endRun = (): void => {
    blocks.push(...paragraph(run, reading, emphases));
    run = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !reading.blocks.has(node)) {
      run.push(node);
      continue;
    }
    endRun();
    for (const block of elementBlocks(node, reading, emphases)) blocks.push(block);
  }
  endRun();
  return blocks;
}

function paragraph(
  nodes: readonly XmlNode[],
  reading: Reading,
  emphases: readonly Emphasis[],
): NarrativeBlock[] {
  const content = trimmed(inlinesOf(nodes, reading));
  return isBlank(content) ? [] : [{ type: 'paragraph', content: emphasised(content, emphases) }];
}

function elementBlocks(
  element: XmlElement,
  reading: Reading,
  emphases: readonly Emphasis[],
): NarrativeBlock[] {
  switch (blockKindOf(element)) {
    case 'list':
      return listOf(element, reading);
    case 'table':
      return [tableOf(element, reading)];
    case 'preformatted':
      return [{ type: 'preformatted', text: textOf(element) }];
    case 'paragraph':
    case undefined:
      return blocksOf(element.children, reading, [...new Set([...emphases, ...emphasesOf(element)])]);
  }
}

const ITEMS = new Set(['item', 'li']);

function listOf(list: XmlElement, reading: Reading): NarrativeBlock[] {
  const items = elementsOf(list).filter(({ local }) => ITEMS.has(local));
  const others = list.children.filter(
    (node) => typeof node === 'string' || !(ITEMS.has(node.local) || node.local === 'caption'),
  );
  const ordered = list.local === 'ol' || attribute(list, 'listType') === 'ordered';
  const shown = items
    .map((item) => blocksOf(item.children, reading, emphasesOf(item)))
    .filter((blocks) => blocks.length > 0);
  const block: NarrativeBlock = { type: 'list', ordered, caption: captionOf(list, reading), items: shown };
  const empty = shown.length === 0 && block.caption.length === 0;
  return [...(empty ? [] : [block]), ...blocksOf(others, reading)];
}

/** Notes and captions of pictures are read where they are referred to. */
const HOLDS_ITS_OWN = new Set(['footnote', 'renderMultiMedia']);

/** Adds the elements that are blocks or hold one to `found`. */
export function markBlocks(element: XmlElement, found: Set<XmlElement>): boolean {
  const inside = elementsOf(element).map((child) => markBlocks(child, found));
  const holds = !HOLDS_ITS_OWN.has(element.local) && (isBlock(element) || inside.includes(true));
  if (holds) found.add(element);
  return holds;
}
