import type { MediaType } from '#domain/dossier/document-entry.ts';
import { EXTRACTOR_VERSION } from './extractor-version.ts';
import type { ReadDocument } from './read-document.ts';

/** What is known of a picture before it is opened: it states nothing and has no text. Undefined of what must be read. */
export function readWithoutBytes(mediaType: MediaType): ReadDocument | undefined {
  const isPicture = mediaType === 'image/jpeg' || mediaType === 'image/png';
  return isPicture
    ? { reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'none' }, text: '' }
    : undefined;
}
