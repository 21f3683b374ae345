/** One element of a parsed document: a plain tree, without parents, comments or processing instructions. */
export type XmlElement = {
  /** Namespace; empty where none. */
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
};
export type XmlNode = XmlElement | string;
export type XmlAttribute = { readonly uri: string; readonly local: string; readonly value: string };

/** Value of an attribute, without surrounding blanks; `uri` is empty for those without a prefix. */
export function attribute(element: XmlElement | undefined, local: string, uri = ''): string | undefined {
  return element?.attributes.find((one) => one.local === local && one.uri === uri)?.value.trim();
}

/** Child elements of a name, in the namespace of the element itself. */
export function childrenOf(element: XmlElement | undefined, local: string): XmlElement[] {
  return elementsOf(element).filter((child) => child.local === local && child.uri === element?.uri);
}

/** The first element along a path of child names, all in the namespace of the start. */
export function descend(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, local) => childrenOf(at, local)[0], element);
}

export function elementsOf(element: XmlElement | undefined): XmlElement[] {
  return (element?.children ?? []).filter((child) => typeof child !== 'string');
}

/** All text inside, in document order, as written. */
export function textOf(element: XmlElement | undefined): string {
  return (element?.children ?? [])
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('');
}

/** All text inside with runs of white space as one blank; undefined where nothing is left. */
export function wordsOf(element: XmlElement | undefined): string | undefined {
  return textOf(element).replace(/\s+/g, ' ').trim() || undefined;
}

/** Every element of a tree in document order, the root first. */
export function* walk(root: XmlElement): Generator<XmlElement> {
  const waiting = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    yield element;
    for (const child of elementsOf(element).reverse()) waiting.push(child);
  }
}
