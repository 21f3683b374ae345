import { concat, utf8, type Bytes } from '#base/bytes.ts';

/** Red, green and blue, 0-255 each. */
export type Rgb = readonly [number, number, number];

/** A PNG of 8-bit colours, stored without compression: for small drawn pictures. */
export function drawPng(width: number, height: number, colourAt: (x: number, y: number) => Rgb): Bytes {
  const rows = new Uint8Array(height * (1 + width * 3));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3);
  const size = concat(uint32(width), uint32(height), Uint8Array.of(8, 2, 0, 0, 0));
  return concat(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', size),
    chunk('IDAT', zlibStored(rows)),
    chunk('IEND', new Uint8Array(0)),
  );
}

/** W3C PNG §5.3: length, type, data, CRC over type and data. */
function chunk(type: string, data: Bytes): Bytes {
  const body = concat(utf8(type), data);
  return concat(uint32(data.length), body, uint32(crc32(body)));
}

/** RFC 1950 around stored blocks of RFC 1951 §3.2.4, at most 65,535 bytes each. */
function zlibStored(data: Bytes): Bytes {
  const blocks: Bytes[] = [];
  for (let at = 0; at === 0 || at < data.length; at += 0xffff) blocks.push(storedBlock(data, at));
  return concat(Uint8Array.of(0x78, 0x01), ...blocks, uint32(adler32(data)));
}

function storedBlock(data: Bytes, at: number): Bytes {
  const part = data.subarray(at, at + 0xffff);
  const [low, high] = [part.length & 0xff, part.length >> 8];
  const last = at + 0xffff >= data.length ? 1 : 0;
  return concat(Uint8Array.of(last, low, high, ~low & 0xff, ~high & 0xff), part);
}

/** RFC 1950 §8.2. */
function adler32(data: Bytes): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** W3C PNG annex D: reflected, polynomial EDB88320. */
function crc32(data: Bytes): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const uint32 = (value: number): Bytes =>
  Uint8Array.of((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
