import type { Bytes } from '#base/bytes.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { isRtf } from '#documents/text/rtf-text.ts';
import { isTiff } from './tiff/read-tiff.ts';

/** What shows a content; `other`: nothing here does. */
export type ContentKind = 'pdf' | 'picture' | 'tiff' | 'rtf' | 'text' | 'other';

const KINDS: ReadonlyMap<string, ContentKind> = new Map([
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'picture'],
  ['image/png', 'picture'],
  ['image/tiff', 'tiff'],
  ['text/rtf', 'rtf'],
  ['application/rtf', 'rtf'],
  ['text/plain', 'text'],
]);

export const contentKind = (mediaType: string): ContentKind => KINDS.get(mediaType) ?? 'other';

/** What a file inside a document is: by its own bytes where they tell, not by what the document says it is. */
export function embeddedMediaType(bytes: Bytes, stated: string): string {
  if (isTiff(bytes)) return 'image/tiff';
  if (isRtf(bytes)) return 'text/rtf';
  const found = sniffMediaType(bytes);
  // a document inside a document is shown as the text that it is
  return found === 'text/xml' ? 'text/plain' : (found ?? stated);
}

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/tiff', 'tif'],
  ['image/gif', 'gif'],
  ['text/rtf', 'rtf'],
  ['application/rtf', 'rtf'],
  ['text/plain', 'txt'],
  ['text/xml', 'xml'],
  ['application/dicom', 'dcm'],
  ['application/zip', 'zip'],
]);

/** Of a file that is saved; what is unknown runs nowhere by its name. */
export const extensionFor = (mediaType: string): string => EXTENSIONS.get(mediaType) ?? 'bin';
