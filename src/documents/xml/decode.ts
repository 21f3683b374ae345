import { err, ok, type Result } from '#base/result.ts';
import { decodeWindows1252 } from '../text/windows-1252.ts';

export type XmlEncodingError =
  /** An encoding that is named but not read here. */
  | { type: 'EncodingUnsupported' }
  /** The bytes are not what the mark or the declaration says. */
  | { type: 'EncodingWrong' };

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15';

/** First bytes and what they say (XML 1.0 appendix F.1); UTF-32 is not read. First match wins. */
const MARKS: readonly { start: readonly number[]; encoding: Encoding | undefined }[] = [
  { start: [0xff, 0xfe, 0x00, 0x00], encoding: undefined },
  { start: [0x00, 0x00, 0xfe, 0xff], encoding: undefined },
  { start: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { start: [0xff, 0xfe], encoding: 'utf-16le' },
  { start: [0xfe, 0xff], encoding: 'utf-16be' },
  { start: [0x3c, 0x00, 0x3f, 0x00], encoding: 'utf-16le' },
  { start: [0x00, 0x3c, 0x00, 0x3f], encoding: 'utf-16be' },
];

/** Names of encodings as declarations write them. ISO-8859-1 is read as the windows-1252 that contains it (WHATWG). */
const NAMED: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
]);

/** Decodes by byte order mark, else by the XML declaration, else as UTF-8; the mark itself is left out. */
export function decodeXml(bytes: Uint8Array): Result<string, XmlEncodingError> {
  const decoder = xmlDecoder(bytes);
  if (!decoder.ok) return decoder;
  try {
    return ok(decoder.value.decode(bytes));
  } catch {
    return err({ type: 'EncodingWrong' });
  }
}

/** A decoder for a document that comes in pieces, chosen by its first one; it throws at bytes that are not its encoding. */
export function xmlDecoder(head: Uint8Array): Result<XmlDecoder, XmlEncodingError> {
  const encoding = encodingOf(head);
  if (!encoding.ok) return encoding;
  return ok(
    encoding.value === 'windows-1252'
      ? { decode: decodeWindows1252 }
      : new TextDecoder(encoding.value, { fatal: true }),
  );
}

/** The part of TextDecoder that is used here. */
export type XmlDecoder = { decode(bytes: Uint8Array, options?: { stream?: boolean }): string };

function encodingOf(bytes: Uint8Array): Result<Encoding, XmlEncodingError> {
  const mark = MARKS.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (mark) return mark.encoding ? ok(mark.encoding) : err({ type: 'EncodingUnsupported' });
  const name = declaredEncoding(bytes);
  if (name === undefined) return ok('utf-8');
  // 16-bit text would have shown in the first bytes
  if (name.startsWith('utf-16')) return err({ type: 'EncodingWrong' });
  const encoding = NAMED.get(name);
  return encoding ? ok(encoding) : err({ type: 'EncodingUnsupported' });
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]?.toLowerCase();
}
