import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceOfBytes } from '#base/byte-source.ts';
import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { ok } from '#base/result.ts';
import { checkFile } from '#documents/file/check-file.ts';
import { sniffMediaType } from '#documents/file/sniff.ts';
import { jpegMetadata, stripJpegMetadata } from '#documents/picture/jpeg-metadata.ts';
import { fileText } from '#documents/reading/file-text.ts';
import { decodeText } from '#documents/text/decode-text.ts';
import { MAX_READ_TEXT } from '#domain/clinical/reading.ts';
import { hostilePdf, hostileRtf, pdfAndPage, scriptedSvg } from '#test/support/documents/hostile.ts';
import { sampleCdaN1, sampleJpeg, samplePdf, samplePng } from '#test/support/documents/samples.ts';
import { greyPage, writeTiff } from '#test/support/documents/tiff.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { announcedPixels } from '#ui/viewer/picture/picture-size.ts';
import { MAX_TIFF_PAGES, MAX_TIFF_PIXELS, readTiff } from '#ui/viewer/tiff/read-tiff.ts';

const TIMEOUT_MS = Math.max(60_000, FUZZ_CASES * 60);
const SEVERAL = { numRuns: FUZZ_CASES };

const bytesOf = (given: Uint8Array): Bytes => new Uint8Array(given);
const tiff = writeTiff([
  greyPage(8, 8, new Uint8Array(64)),
  greyPage(4, 4, new Uint8Array(16), { deflate: true }),
]);
const zip = concat(utf8('PK\u0003\u0004'), new Uint8Array(60), utf8('[Content_Types].xml'));

/** What files are, and what they pretend to be. */
const SAMPLES: readonly Bytes[] = [
  samplePdf(),
  samplePng(),
  sampleJpeg(),
  bytesOf(tiff),
  zip,
  bytesOf(hostilePdf()),
  bytesOf(pdfAndPage()),
  utf8(hostileRtf),
  utf8(scriptedSvg),
  utf8(sampleCdaN1()),
];

const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const change = fc.tuple(where, fc.nat(255));

/** One of them cut, changed, repeated, or with another behind or inside it: a file that is two things at once. */
const damaged: fc.Arbitrary<Bytes> = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.constantFrom(...SAMPLES, utf8('<script>alert(1)</script>'), new Uint8Array(0)),
    where,
    where,
    fc.array(change, { maxLength: 6 }),
  )
  .map(([one, other, from, to, changes]) => {
    const [a, b] = [Math.floor(from * one.length), Math.floor(to * one.length)];
    const made = concat(one.subarray(0, a), other, one.subarray(b));
    for (const [at, byte] of changes) if (made.length > 0) made[Math.floor(at * made.length)] = byte;
    return made;
  });
const anyBytes: fc.Arbitrary<Bytes> = fc.oneof(damaged, fc.uint8Array({ maxLength: 300 }).map(bytesOf));

describe('whatever a file holds', () => {
  test(
    'it is taken for one thing or refused, whatever its name, and its pictures are measured or not',
    async () => {
      const names = fc.constantFrom(
        '',
        'a.pdf',
        'a.jpg',
        'a.png',
        'a.txt',
        'a.xml',
        'a.tiff',
        'a.rtf',
        '../.pdf',
      );
      await fc.assert(
        fc.asyncProperty(anyBytes, names, async (bytes, name) => {
          const checked = await checkFile({ name, file: sourceOfBytes(bytes) });
          if (!checked.ok) expect(checked.error.type).toMatch(/^File/);
          const slice = async (start: number, end: number) => ok(bytesOf(bytes.slice(start, end)));
          for (const type of ['image/jpeg', 'image/png'] as const) {
            const pixels = await announcedPixels(slice, type);
            expect(pixels.ok && pixels.value).toBeGreaterThanOrEqual(0);
          }
        }),
        SEVERAL,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'a JPEG without its metadata has none left, and is no longer than it was',
    () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          const stripped = stripJpegMetadata(bytes);
          if (!stripped) return;
          expect(stripped.length).toBeLessThanOrEqual(bytes.length);
          expect(jpegMetadata(stripped)).toEqual([]);
        }),
        SEVERAL,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'a TIFF leads nowhere outside itself and asks for no more pixels than are drawn',
    () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          const pages = readTiff(bytes);
          if (!pages.ok) return;
          expect(pages.value.length).toBeLessThanOrEqual(MAX_TIFF_PAGES);
          for (const page of pages.value)
            if (page.ok) expect(page.value.width * page.value.height).toBeLessThanOrEqual(MAX_TIFF_PIXELS);
        }),
        SEVERAL,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'its text is text, of a length that was foreseen',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyBytes, async (bytes) => {
          expect(typeof decodeText(bytes).text).toBe('string');
          // the engine for PDF has a test of its own: each file of it takes a while
          if (sniffMediaType(bytes) === 'application/pdf') return;
          const { text } = await fileText(bytes);
          expect(text.length).toBeLessThanOrEqual(MAX_READ_TEXT);
        }),
        SEVERAL,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'a PDF that is damaged, has scripts or is a web page too gives text or none, and runs nothing',
    async () => {
      const pdfs = fc
        .tuple(
          fc.constantFrom(samplePdf(), bytesOf(hostilePdf()), bytesOf(pdfAndPage())),
          fc.array(change, { maxLength: 8 }),
          where,
        )
        .map(([pdf, changes, end]) => {
          const made = bytesOf(pdf);
          for (const [at, byte] of changes) made[Math.floor(at * made.length)] = byte;
          return end < 0.3 ? made.subarray(0, Math.floor((0.7 + end) * made.length)) : made;
        });
      Reflect.deleteProperty(globalThis, 'ranHere');
      await fc.assert(
        fc.asyncProperty(pdfs, async (bytes) => {
          const { state, text } = await fileText(bytesOf(bytes));
          expect(text.length).toBeLessThanOrEqual(MAX_READ_TEXT);
          if (state === 'none' || state === 'unreadable') expect(text).toBe('');
          expect('ranHere' in globalThis).toBe(false);
        }),
        { numRuns: Math.ceil(FUZZ_CASES / 20) },
      );
    },
    TIMEOUT_MS,
  );
});
