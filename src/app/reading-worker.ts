import type { Bytes } from '#base/bytes.ts';
import type { CdaCheck } from '#documents/cda/cda-check.ts';
import { readDocument, UNREADABLE, type ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';

/** A file to read; `check`: that of a CDA is answered too, as soon as it is known. */
export type ReadingTask = { readonly bytes: Bytes; readonly mediaType: MediaType; readonly check: boolean };
/** The reading comes last. */
export type ReadingAnswer = { readonly check: CdaCheck } | { readonly read: ReadDocument };

const answer = (one: ReadingAnswer): void => postMessage(one);

/** The thread of `browser-reader.ts`: a file in, what it says out; so that the page answers meanwhile. */
addEventListener('message', ({ data: { bytes, mediaType, check } }: MessageEvent<ReadingTask>) => {
  void readDocument(bytes, mediaType, check ? (found) => answer({ check: found }) : undefined)
    .catch(() => UNREADABLE)
    .then((read) => answer({ read }));
});
