import type { ByteSource } from '#base/byte-source.ts';
import { err, ok, type Result } from '#base/result.ts';
import { MAX_DOCUMENT_BYTES, type MediaType } from '#domain/dossier/document-entry.ts';
import { isComplete } from './completeness.ts';
import { isPlainTextFile, sniffFile } from './sniff.ts';

export type FileError =
  | { type: 'FileEmpty' }
  | { type: 'FileTooLarge'; maximum: number }
  /** The format is right, but its end is missing. */
  | { type: 'FileTruncated' }
  /** The content is not what the name says: a PDF that is not one. */
  | { type: 'FileNotWhatItSays' }
  /** `format`: known, and shown where it stands inside a CDA, but XDS has no format for it as a document of its own. */
  | { type: 'FileUnsupported'; format?: 'TIFF' | 'RTF' };

/** Extensions of the formats that a dossier takes. */
const BY_EXTENSION: ReadonlyMap<string, MediaType> = new Map([
  ['pdf', 'application/pdf'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['jpe', 'image/jpeg'],
  ['jfif', 'image/jpeg'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['text', 'text/plain'],
  ['xml', 'text/xml'],
  ['cda', 'text/xml'],
]);

/** Empty or too large, before a single byte is read. */
export function checkFileSize(size: number): FileError | undefined {
  if (size === 0) return { type: 'FileEmpty' };
  return size > MAX_DOCUMENT_BYTES ? { type: 'FileTooLarge', maximum: MAX_DOCUMENT_BYTES } : undefined;
}

/**
 * Whether a dossier takes this file, and as what. The content decides; a name that promises another format is refused.
 * Plain text needs a name that says so, since almost anything can be text. A `text/xml` is then for the reader of CDA.
 * Never more of it is in memory than a window.
 */
export async function checkFile({
  name,
  file,
}: {
  name: string;
  file: ByteSource;
}): Promise<Result<MediaType, FileError>> {
  const size = checkFileSize(file.size);
  if (size) return err(size);
  const said = BY_EXTENSION.get(extensionOf(name));
  const found = await sniffFile(file);
  if (said !== undefined && !(await isWhatItSays(said, found, file)))
    return err({ type: 'FileNotWhatItSays' });
  const mediaType = said ?? found;
  if (mediaType === undefined || (said === undefined && found === 'text/plain'))
    return err(unsupported(await file.slice(0, LONGEST_START)));
  return (await isComplete(mediaType, file)) ? ok(mediaType) : err({ type: 'FileTruncated' });
}

/** First bytes: TIFF 6.0 §2, in either order of bytes; RTF 1.9. */
const WITHOUT_FORMAT = [
  { start: 'II*\0', format: 'TIFF' },
  { start: 'MM\0*', format: 'TIFF' },
  { start: '{\\rtf', format: 'RTF' },
] as const;
const LONGEST_START = 5;

/**
 * ASS_A11 (CI-SIS) names the formats of documents that are no structured CDA: PDF, plain text and JPEG. None of TIFF or
 * RTF, whose reader would not know what it was given.
 */
function unsupported(head: Uint8Array): FileError {
  const text = String.fromCharCode(...head);
  const known = WITHOUT_FORMAT.find(({ start }) => text.startsWith(start));
  return { type: 'FileUnsupported', ...(known && { format: known.format }) };
}

/** A text may quote XML, so that it is text is looked at apart. */
async function isWhatItSays(
  said: MediaType,
  found: MediaType | undefined,
  file: ByteSource,
): Promise<boolean> {
  if (said === 'text/plain' && found === 'text/xml') return isPlainTextFile(file);
  return said === found;
}

const extensionOf = (name: string): string =>
  /\.([^./\\]{1,8})\s*$/.exec(name)?.[1]?.trim().toLowerCase() ?? '';
