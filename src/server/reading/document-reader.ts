import type { ByteSource } from '#base/byte-source.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';

/** Port to the reading of documents: in a thread of its own where the program was built, in the caller's in tests. */
export interface DocumentReader {
  /** Never throws for what the file holds. One file at a time is in memory, whoever asks. */
  read(file: ByteSource, mediaType: MediaType): Promise<ReadDocument>;
  /** Ends what still runs. */
  stop(): Promise<void>;
}
