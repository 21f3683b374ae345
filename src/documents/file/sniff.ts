import type { ByteSource } from '#base/byte-source.ts';
import { fromUtf8 } from '#base/bytes.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { WINDOW_BYTES } from './window.ts';

/** First bytes of the formats that a dossier takes. */
const MAGIC: readonly { start: readonly number[]; mediaType: MediaType }[] = [
  // ISO 32000-2 §7.5.2: %PDF-
  { start: [0x25, 0x50, 0x44, 0x46, 0x2d], mediaType: 'application/pdf' },
  // ITU-T T.81 annex B: SOI, then the first byte of any marker
  { start: [0xff, 0xd8, 0xff], mediaType: 'image/jpeg' },
  // W3C PNG §5.2
  { start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], mediaType: 'image/png' },
];

/** How far the namespace of a CDA may stand from the start: comments and stylesheets come before it. */
const CDA_HEAD = 256 * 1024;

/** What bytes are by their content alone; undefined where they are nothing that a dossier takes. */
export const sniffMediaType = (bytes: Uint8Array): MediaType | undefined =>
  typeByHead(bytes) ?? (isPlainText(bytes) ? 'text/plain' : undefined);

/** The same of a file that is read where it lies: by its head, and a window at a time where it may be a text. */
export async function sniffFile(file: ByteSource): Promise<MediaType | undefined> {
  const found = typeByHead(await file.slice(0, CDA_HEAD));
  return found ?? ((await isPlainTextFile(file)) ? 'text/plain' : undefined);
}

function typeByHead(bytes: Uint8Array): MediaType | undefined {
  const magic = MAGIC.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (magic) return magic.mediaType;
  return looksLikeCda(bytes) ? 'text/xml' : undefined;
}

/**
 * XML that names the namespace of HL7 v3, in any encoding that contains ASCII, 16 bits included: whether it is a sound
 * CDA is for readCda to say.
 */
function looksLikeCda(bytes: Uint8Array): boolean {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, CDA_HEAD)).replace(BEFORE_TEXT, '');
  return /^\s*</.test(head) && head.includes('urn:hl7-org:v3');
}

/** Byte order marks as windows-1252 shows them, and the empty halves of 16-bit characters. */
const BEFORE_TEXT = /^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)|\0/g;

/** UTF-8 without control characters other than tab, line feed, form feed and carriage return. */
export function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    return !hasControl(fromUtf8(bytes));
  } catch {
    return false;
  }
}

/** The same of a file, a window at a time. */
export async function isPlainTextFile(file: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < file.size; at += WINDOW_BYTES) {
      const stream = at + WINDOW_BYTES < file.size;
      const bytes = await file.slice(at, at + WINDOW_BYTES);
      if (hasControl(decoder.decode(bytes, { stream }))) return false;
    }
    return file.size > 0;
  } catch (thrown) {
    // what TextDecoder throws; a file that cannot be read is not for us to judge
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text.replace(/[\t\n\f\r]/g, ''));
}
