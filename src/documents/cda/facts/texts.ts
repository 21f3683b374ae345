import { folded } from '#base/folded.ts';
import { MAX_FACT_LABEL, MAX_FACT_TEXT } from '#domain/clinical/reading.ts';
import { attribute, childrenOf, descend, walk, type XmlElement } from '#documents/xml/element.ts';

/** The words of the narrative that entries refer to by ID (`<reference value="#id"/>`). */
export type Texts = (reference: string) => string | undefined;

/**
 * Finds what a document marks with an ID; looked for when first asked, and put into words once, since thousands of
 * entries may refer to one long text on purpose.
 */
export function textsOf(body: XmlElement): Texts {
  let marked: ReadonlyMap<string, XmlElement> | undefined;
  const known = new Map<string, string | undefined>();
  return (reference) => {
    marked ??= markedElements(body);
    const id = reference.replace(/^#/, '');
    if (!known.has(id)) known.set(id, spacedWords(marked.get(id))?.slice(0, MAX_FACT_TEXT + 1));
    return known.get(id);
  };
}

/** Names of elements that stand on a line or in a cell of their own: their words do not run into others. */
const APART = new Set(['br', 'caption', 'item', 'li', 'list', 'p', 'paragraph', 'table', 'td', 'th', 'tr']);

/** Words as a person would read them: with blanks where the narrative breaks its lines. */
export function spacedWords(element: XmlElement | undefined): string | undefined {
  return element && (spacedText(element).replace(/\s+/g, ' ').trim() || undefined);
}

const spacedText = ({ local, children }: XmlElement): string => {
  const inside = children.map((child) => (typeof child === 'string' ? child : spacedText(child))).join('');
  return APART.has(local) ? ` ${inside} ` : inside;
};

/** Of two elements with one ID, the first counts. */
function markedElements(body: XmlElement): Map<string, XmlElement> {
  const marked = new Map<string, XmlElement>();
  for (const element of walk(body)) {
    const id = attribute(element, 'ID');
    if (id && !marked.has(id)) marked.set(id, element);
  }
  return marked;
}

/** Words of an ED (`text`, `originalText`): what it refers to, else its own. */
export function wordsAt(element: XmlElement | undefined, texts: Texts): string | undefined {
  if (!element || attribute(element, 'representation') === 'B64') return undefined;
  const reference = attribute(descend(element, 'reference'), 'value');
  return (reference && texts(reference)) || spacedWords(element);
}

/** Words of the `originalText` of a code or quantity; a quantity has its own inside a `translation`. */
export function originalText(element: XmlElement | undefined, texts: Texts): string | undefined {
  const own = wordsAt(descend(element, 'originalText'), texts);
  if (own) return own;
  for (const translation of childrenOf(element, 'translation')) {
    const words = wordsAt(descend(translation, 'originalText'), texts);
    if (words) return words;
  }
  return undefined;
}

export const cutLabel = (text: string): string => cut(text, MAX_FACT_LABEL);
export const cutText = (text: string): string => cut(text, MAX_FACT_TEXT);

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** The same words, whatever their case, accents and punctuation. */
export const sameWords = (a: string, b: string): boolean => folded(a) === folded(b);
