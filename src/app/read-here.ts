import type { Bytes } from '#base/bytes.ts';
import type { CdaCheck } from '#documents/cda/cda-check.ts';
import { readWithoutBytes } from '#documents/reading/without-bytes.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { fileSource } from './file-source.ts';

export type ReadBytes = (
  bytes: Bytes,
  mediaType: MediaType,
  /** Told first what the check of a CDA finds; not where the reader fails. */
  tell?: (check: CdaCheck) => void,
) => Promise<ReadDocument>;

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
  tell?: (check: CdaCheck) => void,
): Promise<ReadDocument | undefined> {
  const known = readWithoutBytes(mediaType);
  if (known || file.size > MOST_BYTES) return known;
  try {
    const bytes = await fileSource(file).slice(0, file.size);
    const { reading, text } = await (await reader())(bytes, mediaType, tell);
    return reading.text === 'unreadable' ? undefined : { reading, text: text.slice(0, MOST_TEXT) };
  } catch {
    // adding it does not fail by this
    return undefined;
  }
}

/** A reading on its way. Its check is undefined where the document was not read here. */
export type BegunReading = {
  readonly check: Promise<CdaCheck | undefined>;
  readonly read: Promise<ReadDocument | undefined>;
};

/** Begins to read a CDA: one parse answers what the form asks first, and what goes along with the document later. */
export function beginReading(reader: () => Promise<ReadBytes>, file: Blob): BegunReading {
  let begun: Promise<ReadDocument | undefined> = Promise.resolve(undefined);
  const check = new Promise<CdaCheck | undefined>((tell) => {
    begun = readHere(reader, file, 'text/xml', tell);
    void begun.then(() => tell(undefined));
  });
  return { check, read: begun };
}
