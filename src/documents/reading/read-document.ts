import type { Bytes } from '#base/bytes.ts';
import { MAX_READ_TEXT, type DocumentReading } from '#domain/clinical/reading.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { EXTRACTOR_VERSION } from './extractor-version.ts';

/** What a file gives: its facts, and its text for the search (empty where there is none). */
export type ReadDocument = { readonly reading: DocumentReading; readonly text: string };

/** Of a file that was not read: damaged, too large, or too slow. */
export const UNREADABLE: ReadDocument = {
  reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'unreadable' },
  text: '',
};

/** Reads a document once, where it enters. A file that cannot be read is no failure: it is kept, and said to be unread. */
export async function readDocument(bytes: Bytes, mediaType: MediaType): Promise<ReadDocument> {
  switch (mediaType) {
    case 'text/plain':
      return ofText(new TextDecoder().decode(bytes));
    case 'image/jpeg':
    case 'image/png':
      return { reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'none' }, text: '' };
    case 'application/pdf':
    case 'text/xml':
      return UNREADABLE;
  }
}

function ofText(text: string): ReadDocument {
  const kept = text.slice(0, MAX_READ_TEXT);
  const state = kept.length < text.length ? 'cut' : 'whole';
  return { reading: { extractor: EXTRACTOR_VERSION, facts: [], text: state }, text: kept };
}
