import { err, ok, type Result } from '#base/result.ts';

/**
 * The directories of a TIFF file (TIFF 6.0, §2): pages of a scan or a fax. Only what the decoder of pixels needs is taken
 * out, and nothing of it leads outside the file: the decoder itself checks little.
 */
export type TiffPage = { readonly width: number; readonly height: number; readonly tags: TiffTags };

/** Values by number of tag. */
export type TiffTags = ReadonlyMap<number, readonly number[]>;

/** `TooLarge`: more pixels than are drawn here. `Unsupported`: a kind of picture or compression that is not. */
export type TiffError =
  { type: 'NotTiff' } | { type: 'Broken' } | { type: 'TooLarge' } | { type: 'Unsupported' };

export const MAX_TIFF_PAGES = 200;
/** A4 at 600 dots per inch is 35 million. */
export const MAX_TIFF_PIXELS = 40 * 1024 * 1024;

/** TIFF 6.0 §8 and its supplements: what the pixels are and where they stand. */
export const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  colours: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  faxOptions: 292,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  subsampling: 530,
} as const;
const TAKEN: ReadonlySet<number> = new Set(Object.values(TAG));

/** None, CCITT 1D, group 3, group 4, LZW, JPEG, Deflate (two numbers), PackBits. */
const COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 32946, 32773]);
/** White is zero, black is zero, RGB, palette, CMYK, YCbCr. */
const COLOURS: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 6]);
const BITS: ReadonlySet<number> = new Set([1, 2, 4, 8, 16]);
const MAX_SAMPLES = 5;
/** Width and height of a tile at most. */
const MAX_TILE = 4096;

/** `II*\0` or `MM\0*`. */
export const isTiff = (bytes: Uint8Array): boolean =>
  [LITTLE, BIG].some((start) => start.every((byte, at) => bytes[at] === byte));
const LITTLE = [0x49, 0x49, 0x2a, 0x00];
const BIG = [0x4d, 0x4d, 0x00, 0x2a];

/** All pages that a file has; those that are not drawn here say why. */
export function readTiff(bytes: Uint8Array): Result<readonly Result<TiffPage, TiffError>[], TiffError> {
  if (!isTiff(bytes)) return err({ type: 'NotTiff' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const pages: Result<TiffPage, TiffError>[] = [];
  const seen = new Set<number>();
  let at = uint32(view, 4, little);
  while (at !== undefined && at !== 0 && !seen.has(at) && pages.length < MAX_TIFF_PAGES) {
    seen.add(at);
    const count = uint16(view, at, little);
    if (count === undefined || at + 2 + count * 12 > bytes.length) break;
    pages.push(checked(readTags(view, at + 2, count, little), bytes.length));
    at = uint32(view, at + 2 + count * 12, little);
  }
  return pages.length > 0 ? ok(pages) : err({ type: 'Broken' });
}

function readTags(view: DataView, start: number, count: number, little: boolean): TiffTags {
  const tags = new Map<number, readonly number[]>();
  for (let at = start; at < start + count * 12; at += 12) {
    const tag = view.getUint16(at, little);
    const values = TAKEN.has(tag) ? readValues(view, at, little) : undefined;
    if (values) tags.set(tag, values);
  }
  return tags;
}

/** Bytes of a value: BYTE, SHORT, LONG and UNDEFINED; the tags taken are of no other type. */
const SIZES: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 7: 1 };

function readValues(view: DataView, at: number, little: boolean): number[] | undefined {
  const size = SIZES[view.getUint16(at + 2, little)];
  const count = view.getUint32(at + 4, little);
  if (size === undefined) return undefined;
  const start = count * size <= 4 ? at + 8 : view.getUint32(at + 8, little);
  // bounded by the file: no list is longer than what stands there
  if (start + count * size > view.byteLength) return undefined;
  return Array.from({ length: count }, (_, i) => valueAt(view, start + i * size, size, little));
}

function valueAt(view: DataView, at: number, size: 1 | 2 | 4, little: boolean): number {
  if (size === 1) return view.getUint8(at);
  return size === 2 ? view.getUint16(at, little) : view.getUint32(at, little);
}

function checked(tags: TiffTags, fileBytes: number): Result<TiffPage, TiffError> {
  const first = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;
  const [width, height] = [first(TAG.width, 0), first(TAG.height, 0)];
  if (width === 0 || height === 0) return err({ type: 'Broken' });
  if (width * height > MAX_TIFF_PIXELS) return err({ type: 'TooLarge' });
  const samples = first(TAG.samples, 1);
  const understood =
    COMPRESSIONS.has(first(TAG.compression, 1)) &&
    COLOURS.has(first(TAG.colours, 1)) &&
    (tags.get(TAG.bits) ?? [1]).every((bits) => BITS.has(bits)) &&
    samples >= 1 &&
    samples <= MAX_SAMPLES &&
    first(TAG.planar, 1) === 1;
  if (!understood) return err({ type: 'Unsupported' });
  return holdsTogether(tags, { width, height }, fileBytes)
    ? ok({ width, height, tags })
    : err({ type: 'Broken' });
}

/** Each strip or tile has its place inside the file, and there are as many as the picture needs. */
function holdsTogether(
  tags: TiffTags,
  { width, height }: { width: number; height: number },
  fileBytes: number,
): boolean {
  const tiled = tags.has(TAG.tileWidth);
  const offsets = tags.get(tiled ? TAG.tileOffsets : TAG.stripOffsets) ?? [];
  const lengths = tags.get(tiled ? TAG.tileBytes : TAG.stripBytes) ?? [];
  const tile = [tags.get(TAG.tileWidth)?.[0] ?? 0, tags.get(TAG.tileHeight)?.[0] ?? 0] as const;
  if (tiled && !tile.every((side) => side > 0 && side <= MAX_TILE)) return false;
  const rows = Math.max(1, tags.get(TAG.rowsPerStrip)?.[0] ?? height);
  const needed = tiled
    ? Math.ceil(width / tile[0]) * Math.ceil(height / tile[1])
    : Math.ceil(height / Math.min(rows, height));
  return (
    offsets.length === needed &&
    lengths.length === needed &&
    offsets.every((offset, at) => offset + (lengths[at] ?? 0) <= fileBytes)
  );
}

const uint16 = (view: DataView, at: number, little: boolean): number | undefined =>
  at + 2 <= view.byteLength ? view.getUint16(at, little) : undefined;
const uint32 = (view: DataView, at: number, little: boolean): number | undefined =>
  at + 4 <= view.byteLength ? view.getUint32(at, little) : undefined;
