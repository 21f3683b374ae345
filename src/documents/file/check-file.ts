import { err, ok, type Result } from '#base/result.ts';
import { MAX_DOCUMENT_BYTES, type MediaType } from '#domain/dossier/document-entry.ts';
import { isComplete } from './completeness.ts';
import { isPlainText, sniffMediaType } from './sniff.ts';

export type FileError =
  | { type: 'FileEmpty' }
  | { type: 'FileTooLarge'; maximum: number }
  /** The format is right, but its end is missing. */
  | { type: 'FileTruncated' }
  /** The content is not what the name says: a PDF that is not one. */
  | { type: 'FileNotWhatItSays' }
  | { type: 'FileUnsupported' };

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
 * Plain text needs a name that says so, since almost anything can be text. A `text/xml` is then for readCda to read.
 */
export function checkFile(file: { name: string; bytes: Uint8Array }): Result<MediaType, FileError> {
  const size = checkFileSize(file.bytes.length);
  if (size) return err(size);
  const said = BY_EXTENSION.get(extensionOf(file.name));
  const found = sniffMediaType(file.bytes);
  if (said !== undefined && !isWhatItSays(said, found, file.bytes)) return err({ type: 'FileNotWhatItSays' });
  const mediaType = said ?? found;
  if (mediaType === undefined || (said === undefined && found === 'text/plain'))
    return err({ type: 'FileUnsupported' });
  return isComplete(mediaType, file.bytes) ? ok(mediaType) : err({ type: 'FileTruncated' });
}

/** A text may quote XML, so that it is text is looked at apart. */
function isWhatItSays(said: MediaType, found: MediaType | undefined, bytes: Uint8Array): boolean {
  if (said === 'text/plain' && found === 'text/xml') return isPlainText(bytes);
  return said === found;
}

const extensionOf = (name: string): string =>
  /\.([^./\\]{1,8})\s*$/.exec(name)?.[1]?.trim().toLowerCase() ?? '';
