import type { Bytes } from '#base/bytes.ts';
import { readDocument, UNREADABLE } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { parentPort } from 'node:worker_threads';

/** The thread of `threadReader`: a file in, what it says out. */
parentPort?.on('message', ({ bytes, mediaType }: { bytes: Bytes; mediaType: MediaType }) => {
  void readDocument(bytes, mediaType)
    .catch(() => UNREADABLE)
    .then((read) => parentPort?.postMessage(read));
});
