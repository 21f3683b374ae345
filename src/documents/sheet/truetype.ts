/**
 * As much of a TrueType font (ISO/IEC 14496-22, OpenType 1.9) as a PDF must say of it: which glyph draws a character,
 * how wide it is, and how tall the letters are. Static fonts only; layout tables are not read.
 */
export type Face = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In thousandths of the type size, as PDF counts. */
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly [number, number, number, number];
  /** Undefined where the font does not have the character. */
  readonly glyphOf: (codePoint: number) => number | undefined;
  /** In thousandths of the type size. */
  readonly advanceOf: (glyph: number) => number;
};

/** Throws on what is no such font: it reads our own two files. */
export function openFace(bytes: Uint8Array<ArrayBuffer>): Face {
  const tables = tablesOf(bytes);
  const table = (tag: string): DataView => {
    const found = tables.get(tag);
    if (!found) throw new Error(`no table ${tag} in the font`);
    return found;
  };
  const [head, hhea, hmtx, os2] = [table('head'), table('hhea'), table('hmtx'), table('OS/2')];
  const scale = 1000 / head.getUint16(18);
  const metrics = hhea.getUint16(34);
  const thousandths = (view: DataView, at: number): number => Math.round(view.getInt16(at) * scale);
  const glyphs = readCmap(table('cmap'));
  return {
    bytes,
    ascent: thousandths(hhea, 4),
    descent: thousandths(hhea, 6),
    capHeight: thousandths(os2, 88),
    box: [thousandths(head, 36), thousandths(head, 38), thousandths(head, 40), thousandths(head, 42)],
    glyphOf: (codePoint) => glyphs.get(codePoint),
    // glyphs behind the last metric are as wide as it
    advanceOf: (glyph) => Math.round(hmtx.getUint16(Math.min(glyph, metrics - 1) * 4) * scale),
  };
}

function tablesOf(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, DataView> {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, DataView>();
  for (let i = 0, at = 12; i < file.getUint16(4); i++, at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const [offset, length] = [file.getUint32(at + 8), file.getUint32(at + 12)];
    tables.set(tag, new DataView(bytes.buffer, bytes.byteOffset + offset, length));
  }
  return tables;
}

/** Of the first subtable in format 4: the characters of the basic plane, which are all that our fonts have. */
function readCmap(cmap: DataView): ReadonlyMap<number, number> {
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const at = cmap.getUint32(4 + i * 8 + 4);
    if (cmap.getUint16(at) === 4)
      return readSegments(new DataView(cmap.buffer, cmap.byteOffset + at, cmap.getUint16(at + 2)));
  }
  throw new Error('no characters in the font');
}

/** Format 4: four parallel arrays of segments, each a first and last character, a delta and an offset to glyphs. */
function readSegments(map: DataView): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const size = map.getUint16(6);
  for (let at = 0; at < size; at += 2) {
    const last = map.getUint16(14 + at);
    const first = map.getUint16(16 + size + at);
    const delta = map.getUint16(16 + 2 * size + at);
    const rangeAt = 16 + 3 * size + at;
    const range = map.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const glyph = range === 0 ? code : map.getUint16(rangeAt + range + (code - first) * 2);
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
