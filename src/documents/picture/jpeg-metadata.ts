import { concat, type Bytes } from '#base/bytes.ts';

/** A segment (ITU-T T.81, annex B): `start` at its FF, `end` behind its content, of a scan behind its pixels. */
type Segment = { readonly marker: number; readonly start: number; readonly end: number };

/** APP1 Exif and XMP (orientation, place, camera, thumbnail), APP13 IPTC, …: APP0 says how large a pixel is, and stays. */
const isMetadata = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef) || marker === COMMENT;
const COMMENT = 0xfe;
/** APP2 may be the colour profile, without which colours would change, and APP14 how its colours are meant. */
const isColour = (bytes: Bytes, { marker, start }: Segment): boolean =>
  (marker === 0xe2 && startsWith(bytes, start + 4, 'ICC_PROFILE')) ||
  (marker === 0xee && startsWith(bytes, start + 4, 'Adobe'));

/** Names of the segments that say something beside the pixels: «APP1», «APP13», «COM». Undefined: no JPEG. */
export function jpegMetadata(bytes: Bytes): string[] | undefined {
  return segmentsOf(bytes)
    ?.filter((segment) => isMetadata(segment.marker) && !isColour(bytes, segment))
    .map(({ marker }) => (marker === COMMENT ? 'COM' : `APP${marker - 0xe0}`));
}

/** The same pixels, not encoded anew, and nothing else. Undefined: no JPEG. */
export function stripJpegMetadata(bytes: Bytes): Bytes | undefined {
  const kept = segmentsOf(bytes)?.filter(
    (segment) => !isMetadata(segment.marker) || isColour(bytes, segment),
  );
  if (!kept) return undefined;
  const parts = kept.map(({ start, end }) => bytes.subarray(start, end));
  return concat(Uint8Array.of(0xff, 0xd8), ...parts, Uint8Array.of(0xff, EOI));
}

/** All up to the end of the image; what follows that (a second picture, a film) is not looked at, and not kept. */
function segmentsOf(bytes: Bytes): Segment[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const segments: Segment[] = [];
  let at = 2;
  while (at + 2 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) return segments;
    // fill bytes
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const header = at + 2 + length;
    if (length < 2 || header > bytes.length) return undefined;
    const end = marker === SOS ? endOfScan(bytes, header) : header;
    segments.push({ marker, start: at, end });
    at = end;
  }
  return undefined;
}

const SOS = 0xda;
const EOI = 0xd9;

/** The next marker that is neither a stuffed byte (FF00) nor a restart (FFD0 to FFD7). */
function endOfScan(bytes: Bytes, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at += 1;
  }
  return at;
}

const startsWith = (bytes: Bytes, at: number, text: string): boolean =>
  [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
