import { fromBase64, utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { attribute, childrenOf, descend, textOf, walk, wordsOf, type XmlElement } from '../xml/element.ts';
import type { CdaBody, CdaSection } from './document.ts';
import { mediaOf } from './media.ts';
import { readNarrative } from './narrative.ts';
import { codedOf, templateIdsOf } from './parts.ts';

/** Reads the body of a ClinicalDocument; undefined where it has neither a nonXMLBody nor a structuredBody. */
export function readBody(root: XmlElement): CdaBody | undefined {
  const component = descend(root, 'component');
  const unstructured = descend(component, 'nonXMLBody', 'text');
  if (unstructured) return unstructuredBody(unstructured);
  const structured = descend(component, 'structuredBody');
  return structured && { level: 'N3', sections: sectionsOf(structured), embedded: embeddedIn(structured) };
}

function unstructuredBody(text: XmlElement): CdaBody {
  return {
    level: 'N1',
    mediaType: (attribute(text, 'mediaType') || 'text/plain').toLowerCase(),
    representation: attribute(text, 'representation') === 'B64' ? 'B64' : 'TXT',
    content: textOf(text),
  };
}

/** Sections sit in `component` elements, of the body and of other sections. */
const sectionsOf = (parent: XmlElement): CdaSection[] =>
  childrenOf(parent, 'component').flatMap((component) => childrenOf(component, 'section').map(sectionOf));

function sectionOf(section: XmlElement): CdaSection {
  const title = wordsOf(descend(section, 'title'));
  const code = codedOf(descend(section, 'code'));
  return {
    ...(title ? { title } : {}),
    ...(code ? { code } : {}),
    templateIds: templateIdsOf(section),
    entries: childrenOf(section, 'entry').length,
    narrative: readNarrative(descend(section, 'text')),
    media: mediaOf(section),
    sections: sectionsOf(section),
  };
}

function embeddedIn(body: XmlElement): string[] {
  const found = [];
  for (const element of walk(body))
    if (attribute(element, 'representation') === 'B64') found.push(attribute(element, 'mediaType') ?? '');
  return found;
}

export type NonXmlBodyError =
  /** A structured body: there is no single content inside. */
  | { type: 'NotUnstructured' }
  /** The body refers to a content elsewhere, or is empty. */
  | { type: 'NoContent' }
  | { type: 'NotBase64' };

/** The content inside an N1 document: the bytes of its PDF, image or text (UTF-8). */
export function extractNonXmlBody(
  body: CdaBody,
): Result<{ mediaType: string; bytes: Bytes }, NonXmlBodyError> {
  if (body.level !== 'N1') return err({ type: 'NotUnstructured' });
  if (body.content.trim() === '') return err({ type: 'NoContent' });
  const bytes = body.representation === 'B64' ? fromBase64(body.content) : utf8(body.content);
  return bytes ? ok({ mediaType: body.mediaType, bytes }) : err({ type: 'NotBase64' });
}
