import { fromBase64 } from '#base/bytes.ts';
import { attribute, childrenOf, descend, elementsOf, textOf, walk, type XmlElement } from '../xml/element.ts';
import type { EmbeddedMedia } from './document.ts';
import { codedOf } from './parts.ts';
import { stated } from './stated.ts';

/** The files in base64 inside the entries of a section, in document order; nothing is decoded before it is asked for. */
export const mediaOf = (section: XmlElement): EmbeddedMedia[] =>
  childrenOf(section, 'entry').flatMap((entry) => mediaIn(entry, { title: titleOf(entry) }));

type Around = { readonly id?: string | undefined; readonly title: string | undefined };

function mediaIn(element: XmlElement, around: Around): EmbeddedMedia[] {
  const id = (element.local === 'observationMedia' && attribute(element, 'ID')) || around.id;
  if (attribute(element, 'representation') === 'B64') return [mediaOfElement(element, { ...around, id })];
  return elementsOf(element).flatMap((child) => mediaIn(child, { ...around, id }));
}

const mediaOfElement = (element: XmlElement, { id, title }: Around): EmbeddedMedia => ({
  mediaType: (attribute(element, 'mediaType') ?? '').toLowerCase(),
  bytes: () => {
    const bytes = fromBase64(textOf(element));
    return bytes && bytes.length > 0 ? bytes : undefined;
  },
  ...stated({ id, title }),
});

/** Type of an attached document (CI-SIS «FR-Document-attache»), which an observation beside it tells. */
const DOCUMENT_TYPE = '69764-9';

function titleOf(entry: XmlElement): string | undefined {
  for (const one of walk(entry))
    if (one.local === 'observation' && codedOf(descend(one, 'code'))?.code === DOCUMENT_TYPE)
      return codedOf(descend(one, 'value'))?.displayName;
  return undefined;
}
