import { concat, type Bytes } from '#base/bytes.ts';
import { TAG, type TiffPage, type TiffTags } from './read-tiff.ts';

const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);
/** Of the start of a TIFF file, which says the order of its bytes. */
const HEADER_BYTES = 8;

/**
 * The same page without its Deflate (TIFF supplement 2): inflated by the browser, and never beyond what its pixels need,
 * so that a few bytes do not become millions.
 */
export async function inflateStrips(file: Bytes, page: TiffPage): Promise<{ file: Bytes; page: TiffPage }> {
  const { tags } = page;
  if (!DEFLATE.has(tags.get(TAG.compression)?.[0] ?? 1)) return { file, page };
  const tiled = tags.has(TAG.tileWidth);
  const [offsetTag, lengthTag] = tiled
    ? [TAG.tileOffsets, TAG.tileBytes]
    : [TAG.stripOffsets, TAG.stripBytes];
  const lengths = tags.get(lengthTag) ?? [];
  const parts: Bytes[] = [];
  for (const [at, offset] of (tags.get(offsetTag) ?? []).entries())
    parts.push(await inflate(file.slice(offset, offset + (lengths[at] ?? 0)), partBytes(page)));
  let end = HEADER_BYTES;
  const places = parts.map((part) => (end += part.length) - part.length);
  const changed: TiffTags = new Map([
    ...tags,
    [TAG.compression, [1]],
    [offsetTag, places],
    [lengthTag, parts.map(({ length }) => length)],
  ]);
  return { file: concat(file.slice(0, HEADER_BYTES), ...parts), page: { ...page, tags: changed } };
}

/** Bytes of a strip or tile. */
function partBytes({ width, height, tags }: TiffPage): number {
  const pixelBits = (tags.get(TAG.bits)?.[0] ?? 1) * (tags.get(TAG.samples)?.[0] ?? 1);
  const across = tags.get(TAG.tileWidth)?.[0] ?? width;
  const rows = tags.get(TAG.tileHeight)?.[0] ?? Math.min(height, tags.get(TAG.rowsPerStrip)?.[0] ?? height);
  return Math.ceil((across * pixelBits) / 8) * rows;
}

async function inflate(bytes: Bytes, most: number): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const inflated = new Uint8Array(most);
  for (let at = 0; at < most;) {
    const { value, done } = await reader.read();
    if (done) break;
    inflated.set(value.subarray(0, most - at), at);
    at += value.length;
  }
  await reader.cancel();
  return inflated;
}
