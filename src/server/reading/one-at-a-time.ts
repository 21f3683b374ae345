import type { Bytes } from '#base/bytes.ts';
import { readWithoutBytes } from '#documents/reading/without-bytes.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import type { DocumentReader } from './document-reader.ts';

export type ReadBytes = (bytes: Bytes, mediaType: MediaType) => Promise<ReadDocument>;

/** A reader that takes one file after the other into memory, and none of which it knows enough unopened. */
export function oneAtATime(read: ReadBytes): DocumentReader['read'] {
  let turn: Promise<unknown> = Promise.resolve();
  return (file, mediaType) => {
    const known = readWithoutBytes(mediaType);
    if (known) return Promise.resolve(known);
    const mine = turn.then(async () => read(await file.slice(0, file.size), mediaType));
    // a file that cannot be read from the disk is its own caller's matter
    turn = mine.catch(() => undefined);
    return mine;
  };
}
