import { PDFHexString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import type { UsedCharacters } from './characters.ts';
import type { Face } from './truetype.ts';

/** Symbolic (ISO 32000-1, table 123): its characters are named by code alone. */
const SYMBOLIC = 4;

/**
 * Writes a face as a composite font (ISO 32000-1, 9.7): the whole file, the glyph and the width of each code that was used,
 * and the character that each code stands for. Call it once all text is set.
 */
export function embedFace(context: PDFContext, name: string, face: Face, used: UsedCharacters): PDFRef {
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: systemInfo(context),
      FontDescriptor: descriptor(context, name, face),
      DW: 500,
      W: [1, used.all.map(({ width }) => width)],
      CIDToGIDMap: context.register(context.flateStream(glyphMap(used))),
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(context.flateStream(toUnicode(used))),
    }),
  );
}

function descriptor(context: PDFContext, name: string, face: Face): PDFRef {
  const file = context.register(context.flateStream(face.bytes, { Length1: face.bytes.length }));
  return context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: SYMBOLIC,
      FontBBox: [...face.box],
      ItalicAngle: 0,
      Ascent: face.ascent,
      Descent: face.descent,
      CapHeight: face.capHeight,
      StemV: 80,
      FontFile2: file,
    }),
  );
}

const systemInfo = (context: PDFContext) =>
  context.obj({
    Registry: PDFHexString.of(ascii('Adobe')),
    Ordering: PDFHexString.of(ascii('Identity')),
    Supplement: 0,
  });

const ascii = (text: string): string =>
  [...text].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Two bytes for each code from 0 on: its glyph. */
function glyphMap(used: UsedCharacters): Uint8Array {
  const map = new DataView(new ArrayBuffer((used.all.length + 1) * 2));
  used.all.forEach(({ glyph }, i) => map.setUint16((i + 1) * 2, glyph));
  return new Uint8Array(map.buffer);
}

/** The most entries that one block of a CMap may have. */
const BLOCK = 100;

/** ISO 32000-1, 9.10.3. */
function toUnicode(used: UsedCharacters): string {
  const rows = used.all.map(({ character }, i) => `<${hex4(i + 1)}> <${utf16(character)}>`);
  const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, i) => {
    const block = rows.slice(i * BLOCK, (i + 1) * BLOCK);
    return `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`;
  });
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

const hex4 = (code: number): string => code.toString(16).padStart(4, '0');

/** Big-endian UTF-16 in hex digits. */
const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => hex4(text.charCodeAt(i))).join('');
