import type { ByteSource } from '#base/byte-source.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { WINDOW_BYTES, windowOn, type ReadWindow } from './window.ts';

/** Whether a file has its end; read a window at a time. Formats without an end of their own are always complete here. */
export async function isComplete(mediaType: MediaType, file: ByteSource): Promise<boolean> {
  const read = windowOn(file);
  if (mediaType === 'application/pdf') return pdfHasEnd(read, file.size);
  if (mediaType === 'image/jpeg') return jpegHasEnd(read, file.size);
  return mediaType === 'image/png' ? pngHasEnd(read, file.size) : true;
}

const PDF_END = [...'%%EOF'].map((char) => char.charCodeAt(0));
/** Readers look for the end mark in the last kilobyte (ISO 32000-1 annex H.3, note 18). */
const PDF_TAIL = 1024;

async function pdfHasEnd(read: ReadWindow, size: number): Promise<boolean> {
  const end = await endOfContent(read, size);
  const tail = await read(Math.max(0, end - PDF_TAIL), Math.min(end, PDF_TAIL));
  return tail.some((_, at) => PDF_END.every((byte, i) => tail[at + i] === byte));
}

/** Where padding to a block begins, as some archives leave it. */
async function endOfContent(read: ReadWindow, size: number): Promise<number> {
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - WINDOW_BYTES);
    const piece = await read(start, end - start);
    const last = piece.findLastIndex((byte) => !PADDING.includes(byte));
    if (last >= 0) return start + last + 1;
    end = start;
  }
  return 0;
}

const PADDING: readonly number[] = [0, 0x20, 0x0a, 0x0d];

/**
 * ITU-T T.81 annex B: marker segments with their length up to each scan, then entropy-coded bytes up to the next marker,
 * until EOI. What phones append behind it (videos, thumbnails) does not matter.
 */
async function jpegHasEnd(read: ReadWindow, size: number): Promise<boolean> {
  let at = 2;
  while (at + 1 < size) {
    const [mark, marker = 0, high = 0, low = 0] = await read(at, 4);
    if (mark !== 0xff) return false;
    if (marker === EOI) return true;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else {
      const next = at + 2 + Math.max((high << 8) | low, 2);
      at = marker === SOS ? await afterScan(read, next, size) : next;
    }
  }
  return false;
}

const EOI = 0xd9;
const SOS = 0xda;
/** TEM and RST0-7 have no length. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Where the next marker stands that is neither a stuffed zero nor a restart. */
async function afterScan(read: ReadWindow, from: number, size: number): Promise<number> {
  let at = from;
  while (at + 1 < size) {
    const piece = await read(at, WINDOW_BYTES);
    const found = markerIn(piece);
    if (found !== undefined) return at + found;
    // the last byte may begin a marker whose second half was not seen yet
    at += piece.length - 1;
  }
  return size;
}

function markerIn(piece: Uint8Array): number | undefined {
  for (let at = piece.indexOf(0xff); at >= 0 && at + 1 < piece.length; at = piece.indexOf(0xff, at + 2)) {
    const next = piece[at + 1] ?? 0;
    if (next !== 0 && !standsAlone(next)) return at;
  }
  return undefined;
}

/** W3C PNG §5.3: chunks of length, type, data, CRC; the last is IEND. */
async function pngHasEnd(read: ReadWindow, size: number): Promise<boolean> {
  let at = 8;
  while (at + 12 <= size) {
    const head = await read(at, 8);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    if (view.getUint32(4) === IEND) return true;
    at += 12 + view.getUint32(0);
  }
  return false;
}

const IEND = 0x49454e44;
