import type { DocumentId } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import type { DocumentEntry, MediaType } from '#domain/dossier/document-entry.ts';

type Named = Pick<DocumentEntry, 'documentId' | 'title' | 'createdAt' | 'mediaType'>;

const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
  'text/xml': 'xml',
};

/** Of a whole name; ext4 and APFS take 255 bytes, NTFS 255 UTF-16 units. */
export const MAX_NAME_LENGTH = 120;
const SLUG_LENGTH = 60;
const SLUG_BYTES = 150;

/**
 * File names `<date>_<title>_<first 8 of the id>.<ext>`: letters and digits in Unicode NFC, `-`, `_` and `.` alone, so
 * that they hold on Windows, macOS and Linux; none is met twice, whatever a file system makes of case.
 */
export function documentNames(documents: readonly Named[]): ReadonlyMap<DocumentId, string> {
  const short = documents.map((entry) => nameOf(entry, entry.documentId.slice(0, 8)));
  const count = new Map<string, number>();
  for (const name of short) count.set(folded(name), (count.get(folded(name)) ?? 0) + 1);
  return new Map(
    documents.map((entry, index) => {
      const name = short[index] ?? '';
      return [entry.documentId, count.get(folded(name)) === 1 ? name : nameOf(entry, entry.documentId)];
    }),
  );
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

const nameOf = ({ createdAt, title, mediaType }: Named, id: string): string =>
  `${createdAt.slice(0, 10)}_${titleSlug(title)}_${id}.${EXTENSIONS[mediaType]}`;

/** Words of a title, joined by `-`; «document» where it has no letter or digit. */
export function titleSlug(title: string): string {
  const words = title.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  // a mark needs the letter that it belongs to
  const safe = trimmed(words.replace(/(^|-)\p{M}+/gu, '$1'));
  return trimmed(cut(safe)) || 'document';
}

const trimmed = (text: string): string => text.replace(/^-+|-+$/g, '');

/** By whole code points, under both limits. */
function cut(text: string): string {
  let out = '';
  for (const letter of text) {
    if (out.length + letter.length > SLUG_LENGTH || utf8(out + letter).length > SLUG_BYTES) break;
    out += letter;
  }
  return out;
}
