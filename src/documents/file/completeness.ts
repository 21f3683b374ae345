import type { MediaType } from '#domain/dossier/document-entry.ts';

/** Whether a file has its end. Formats without an end of their own are always complete here. */
export function isComplete(mediaType: MediaType, bytes: Uint8Array): boolean {
  if (mediaType === 'application/pdf') return pdfHasEnd(bytes);
  if (mediaType === 'image/jpeg') return jpegHasEnd(bytes);
  return mediaType === 'image/png' ? pngHasEnd(bytes) : true;
}

const PDF_END = [...'%%EOF'].map((char) => char.charCodeAt(0));
/** Readers look for the end mark in the last kilobyte (ISO 32000-1 annex H.3, note 18). */
const PDF_TAIL = 1024;

function pdfHasEnd(bytes: Uint8Array): boolean {
  let end = bytes.length;
  // padding to a block, as some archives leave it
  while (end > 0 && isPadding(bytes[end - 1])) end--;
  for (let at = end - PDF_END.length; at >= Math.max(0, end - PDF_TAIL); at--)
    if (PDF_END.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

const isPadding = (byte: number | undefined): boolean =>
  byte === 0 || byte === 0x20 || byte === 0x0a || byte === 0x0d;

/**
 * ITU-T T.81 annex B: marker segments with their length up to each scan, then entropy-coded bytes up to the next marker,
 * until EOI. What phones append behind it (videos, thumbnails) does not matter.
 */
function jpegHasEnd(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) return true;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else at = afterSegment(bytes, at, marker);
  }
  return false;
}

const EOI = 0xd9;
const SOS = 0xda;
/** TEM and RST0-7 have no length. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

function afterSegment(bytes: Uint8Array, at: number, marker: number): number {
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const next = at + 2 + Math.max(length, 2);
  return marker === SOS ? afterScan(bytes, next) : next;
}

/** The next marker that is neither a stuffed zero nor a restart. */
function afterScan(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !standsAlone(next)) return at;
    at += 2;
  }
}

/** W3C PNG §5.3: chunks of length, type, data, CRC; the last is IEND. */
function pngHasEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (view.getUint32(at + 4) === IEND) return true;
    at += 12 + view.getUint32(at);
  }
  return false;
}

const IEND = 0x49454e44;
