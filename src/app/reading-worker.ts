import type { Bytes } from '#base/bytes.ts';
import { readDocument, UNREADABLE } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';

/** The thread of `browser-reader.ts`: a file in, what it says out; so that the page answers meanwhile. */
addEventListener('message', ({ data }: MessageEvent<{ bytes: Bytes; mediaType: MediaType }>) => {
  void readDocument(data.bytes, data.mediaType)
    .catch(() => UNREADABLE)
    .then((read) => postMessage(read));
});
