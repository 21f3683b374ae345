import type { Bytes } from '#base/bytes.ts';
import { readWithoutBytes } from '#documents/reading/without-bytes.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { fileSource } from './file-source.ts';

export type ReadBytes = (bytes: Bytes, mediaType: MediaType) => Promise<ReadDocument>;

/** Larger files do not stand in the memory of a device as a whole: the server reads them. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Longer texts wait for the server's answer too: what is kept beside a command stays small. */
const MOST_TEXT = 20_000;

/**
 * What a document that is added here says, until it comes back from the server with its own reading: so that what was
 * measured without a network is on the screens at once. Undefined where it is left to the server.
 */
export async function readHere(
  reader: () => Promise<ReadBytes>,
  file: Blob,
  mediaType: MediaType,
): Promise<ReadDocument | undefined> {
  const known = readWithoutBytes(mediaType);
  if (known || file.size > MOST_BYTES) return known;
  try {
    const bytes = await fileSource(file).slice(0, file.size);
    const { reading, text } = await (await reader())(bytes, mediaType);
    return reading.text === 'unreadable' ? undefined : { reading, text: text.slice(0, MOST_TEXT) };
  } catch {
    // adding it does not fail by this
    return undefined;
  }
}
