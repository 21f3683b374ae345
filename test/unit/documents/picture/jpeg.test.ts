import fc from 'fast-check';
import { createCanvas } from '@napi-rs/canvas';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '#base/bytes.ts';
import { fitJpeg } from '#documents/picture/fit-jpeg.ts';
import { jpegMetadata, stripJpegMetadata } from '#documents/picture/jpeg-metadata.ts';
import { pagesPdf } from '#documents/write/pages-pdf.ts';
import { sampleJpeg } from '#test/support/documents/samples.ts';

const segment = (marker: number, content: Uint8Array) =>
  concat(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff), content);
/** Segments behind the first two bytes, where a camera puts them. */
const withSegments = (...segments: Uint8Array[]) =>
  concat(sampleJpeg().subarray(0, 2), ...segments, sampleJpeg().subarray(2));

const EXIF = segment(0xe1, utf8('Exif\0\0 GPSLatitude 48.85'));
const IPTC = segment(0xed, utf8('Photoshop 3.0\0 Place'));
const SAID = segment(0xfe, utf8('made at home'));

describe('what a JPEG says beside its pixels', () => {
  it('is named', () => {
    expect(jpegMetadata(sampleJpeg())).toEqual([]);
    expect(jpegMetadata(withSegments(EXIF, IPTC, SAID))).toEqual(['APP1', 'APP13', 'COM']);
  });

  it('goes, with what hangs on behind the picture, and the pixels and their colours stay', () => {
    const photo = concat(withSegments(EXIF, IPTC, SAID), withSegments(EXIF));
    expect(stripJpegMetadata(photo)).toEqual(sampleJpeg());
    expect(sampleJpeg().includes(0xe2)).toBe(true);
  });

  it('is not guessed in what is no JPEG, or one that is cut', () => {
    for (const bytes of [utf8('%PDF-1.4'), new Uint8Array(0), withSegments(EXIF).subarray(0, 20)])
      expect([jpegMetadata(bytes), stripJpegMetadata(bytes)]).toEqual([undefined, undefined]);
  });

  it('is gone from whatever the segments were, and nothing throws for any bytes', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: 0xe0, max: 0xef }), fc.uint8Array({ maxLength: 60 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(any, (segments) => {
        const photo = withSegments(...segments.map(([marker, content]) => segment(marker, content)));
        const stripped = stripJpegMetadata(photo);
        expect(stripped && jpegMetadata(stripped)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        stripJpegMetadata(concat(Uint8Array.of(0xff, 0xd8, 0xff), bytes));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a page of at most so many bytes', () => {
  it('is the best that fits, of a real encoder over a picture that packs badly', async () => {
    const canvas = createCanvas(400, 300);
    const context = canvas.getContext('2d');
    const noise = context.createImageData(400, 300);
    for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
    context.putImageData(noise, 0, 0);
    const encode = async (scale: number, quality: number) => {
      const smaller = createCanvas(400 * scale, 300 * scale);
      smaller.getContext('2d').drawImage(canvas, 0, 0, 400 * scale, 300 * scale);
      return Uint8Array.from(await smaller.encode('jpeg', quality * 100));
    };
    for (const maximum of [60_000, 20_000, 5000]) {
      const page = await fitJpeg(encode, maximum);
      expect(page.length).toBeLessThanOrEqual(maximum);
      expect(page.length).toBeGreaterThan(maximum / 5);
    }
  });

  it('is encoded once where it fits at once', async () => {
    const asked: [number, number][] = [];
    await fitJpeg(async (...how) => (asked.push(how), new Uint8Array(10)), 100);
    expect(asked).toEqual([[1, 0.85]]);
  });

  it('ends with the smallest where none fits', async () => {
    const page = await fitJpeg(async (scale) => new Uint8Array(Math.round(1000 * scale)), 1);
    expect(page.length).toBe(100);
  });
});

describe('a PDF of pages', () => {
  it('has a page for each picture, in its shape, with the same bytes of JPEG inside', async () => {
    const canvas = createCanvas(30, 60);
    const tall = Uint8Array.from(await canvas.encode('jpeg'));
    const bytes = await pagesPdf([sampleJpeg(), tall], { title: 'Ordonnance', at: 0 });
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(pdf.getPages().map((page) => page.getSize())).toEqual([
      { width: 842, height: 842 },
      { width: 421, height: 842 },
    ]);
    expect([pdf.getTitle(), pdf.getProducer()]).toEqual(['Ordonnance', 'Relais']);
    expect(Buffer.from(bytes).includes(Buffer.from(tall))).toBe(true);
  });
});
