/** Standard structure types of ISO 32000-1, 14.8.4. */
export type Role =
  'Document' | 'H1' | 'H2' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Table' | 'TR' | 'TH' | 'TD';

/**
 * One element of the logical structure: what a piece of text is, for whoever hears the page. `content` holds its marked
 * content, page by page, in reading order; elements either have children or content.
 */
export type Element = {
  readonly role: Role;
  readonly children: Element[];
  readonly content: { page: number; id: number }[];
};

export const rootElement = (): Element => ({ role: 'Document', children: [], content: [] });

/** A new last child of `parent`. */
export function element(parent: Element, role: Role): Element {
  const made: Element = { role, children: [], content: [] };
  parent.children.push(made);
  return made;
}
