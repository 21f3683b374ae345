import {
  attribute,
  elementsOf,
  textOf,
  wordsOf,
  type XmlElement,
  type XmlNode,
} from '#documents/xml/element.ts';
import { emphasesOf } from './elements.ts';
import { linkTarget } from './link.ts';
import type { Emphasis, NarrativeInline } from './tree.ts';

/** What the parts of one narrative share. */
export type Reading = {
  /** Number of each `footnote` element, and of each ID that a `footnoteRef` may name. */
  readonly noteNumbers: ReadonlyMap<XmlElement, number>;
  readonly noteIds: ReadonlyMap<string, number>;
  /** Elements that are blocks or hold one: found once, since asking at every depth would take long on purpose. */
  readonly blocks: ReadonlySet<XmlElement>;
};

/** Emphases inside each other beyond which only the text is kept. */
const NESTING = 12;

export function inlinesOf(nodes: readonly XmlNode[], reading: Reading, depth = 0): NarrativeInline[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' ? textInline(node) : elementInlines(node, reading, depth),
  );
}

/** Runs of white space are one blank, as they are in any narrative. */
function textInline(text: string): NarrativeInline[] {
  const collapsed = text.replace(/\s+/g, ' ');
  return collapsed === '' ? [] : [{ type: 'text', text: collapsed }];
}

function elementInlines(element: XmlElement, reading: Reading, depth: number): NarrativeInline[] {
  if (depth >= NESTING) return textInline(textOf(element));
  switch (element.local) {
    case 'br':
      return [{ type: 'break' }];
    case 'linkHtml':
    case 'a':
      return link(element, reading, depth);
    case 'footnote':
      return noteRef(reading.noteNumbers.get(element));
    case 'footnoteRef':
      return noteRef(reading.noteIds.get(attribute(element, 'IDREF') ?? ''));
    case 'renderMultiMedia':
      return media(element, reading, depth);
    case 'img':
      return textInline(attribute(element, 'alt') ?? '');
    default:
      return emphasised(inlinesOf(element.children, reading, depth + 1), emphasesOf(element));
  }
}

/** The words inside the emphases given, the first outermost; blanks alone need none. */
export function emphasised(
  content: readonly NarrativeInline[],
  emphases: readonly Emphasis[],
): NarrativeInline[] {
  if (isBlank(content)) return [...content];
  return emphases.reduceRight<NarrativeInline[]>((inner, type) => [{ type, content: inner }], [...content]);
}

/** An address of another kind is kept as words: nothing is dropped, and nothing can be followed. */
function link(element: XmlElement, reading: Reading, depth: number): NarrativeInline[] {
  const href = attribute(element, 'href') ?? '';
  const words = inlinesOf(element.children, reading, depth + 1);
  const target = linkTarget(href);
  if (target !== undefined) return [{ type: 'link', target, content: words }];
  return href === '' || href.startsWith('#') ? words : [...words, ...textInline(` (${href})`)];
}

const noteRef = (number: number | undefined): NarrativeInline[] =>
  number === undefined ? [] : [{ type: 'footnoteRef', number }];

function media(element: XmlElement, reading: Reading, depth: number): NarrativeInline[] {
  const caption = inlinesOf(element.children, reading, depth + 1);
  const ids = (attribute(element, 'referencedObject') ?? '').split(/\s+/).filter((id) => id !== '');
  const shown = isBlank(caption) ? [] : caption;
  return ids.length === 0
    ? shown
    : ids.map((id, at) => ({ type: 'media', id, caption: at === 0 ? shown : [] }));
}

/** Whether nothing in it would be seen. */
export const isBlank = (content: readonly NarrativeInline[]): boolean =>
  content.every((one) => one.type === 'break' || (one.type === 'text' && one.text.trim() === ''));

/** Without the blanks and breaks at both ends. */
export function trimmed(content: readonly NarrativeInline[]): NarrativeInline[] {
  const empty = (one: NarrativeInline | undefined): boolean => one !== undefined && isBlank([one]);
  let [from, to] = [0, content.length];
  while (from < to && empty(content[from])) from++;
  while (to > from && empty(content[to - 1])) to--;
  return content.slice(from, to);
}

/** The words of a caption, of an element that may have one. */
export function captionOf(element: XmlElement, reading: Reading): NarrativeInline[] {
  const caption = elementsOf(element).find(({ local }) => local === 'caption');
  return caption && wordsOf(caption) ? trimmed(inlinesOf(caption.children, reading)) : [];
}
