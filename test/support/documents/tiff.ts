import { deflateSync } from 'node:zlib';

/** Tag of TIFF 6.0, its type (3: SHORT, 4: LONG, 7: UNDEFINED) and its values. */
export type TiffField = readonly [tag: number, type: 1 | 3 | 4 | 7, values: readonly number[]];

/** One page as its tags say; `data`: its only strip, whose place and length are filled in. */
export type TiffPageToWrite = { readonly fields: readonly TiffField[]; readonly data: Uint8Array };

/** A grey picture of 8 bits, in one strip. */
export const greyPage = (
  width: number,
  height: number,
  pixels: Uint8Array,
  { deflate = false } = {},
): TiffPageToWrite => ({
  fields: [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, [8]],
    [259, 3, [deflate ? 8 : 1]],
    [262, 3, [1]],
    [277, 3, [1]],
    [278, 4, [height]],
  ],
  data: deflate ? deflateSync(pixels) : pixels,
});

const SIZES = { 1: 1, 3: 2, 4: 4, 7: 1 } as const;

/** A little-endian TIFF file of these pages. */
export function writeTiff(pages: readonly TiffPageToWrite[]): Uint8Array<ArrayBuffer> {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 0x2a, 0, 0, 0, 0, 0])];
  let end = 8;
  let pointer = { chunk: 0, at: 4 };
  const push = (chunk: Buffer): number => {
    chunks.push(chunk);
    end += chunk.length;
    return end - chunk.length;
  };
  for (const { fields, data } of pages) {
    const start = push(Buffer.from(data));
    const own: TiffField[] = [
      [273, 4, [start]],
      [279, 4, [data.length]],
    ];
    const given = new Set(fields.map(([tag]) => tag));
    const all = [...fields, ...own.filter(([tag]) => !given.has(tag))].sort(([a], [b]) => a - b);
    const entries = all.map((field) => entryOf(field, push));
    const directory = Buffer.concat([uint16(entries.length), ...entries, uint32(0)]);
    const place = push(directory);
    chunks[pointer.chunk]?.writeUInt32LE(place, pointer.at);
    pointer = { chunk: chunks.length - 1, at: directory.length - 4 };
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function entryOf([tag, type, values]: TiffField, push: (chunk: Buffer) => number): Buffer {
  const bytes = Buffer.alloc(values.length * SIZES[type]);
  values.forEach((value, i) => bytes.writeUIntLE(value, i * SIZES[type], SIZES[type]));
  const place =
    bytes.length <= 4 ? Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)]) : uint32(push(bytes));
  return Buffer.concat([uint16(tag), uint16(type), uint32(values.length), place]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
