import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greyPage, writeTiff, type TiffField } from '#test/support/documents/tiff.ts';
import { decodePage } from '#ui/viewer/tiff/decode-page.ts';
import { MAX_TIFF_PAGES, readTiff } from '#ui/viewer/tiff/read-tiff.ts';

const GREYS = Uint8Array.of(0, 50, 100, 150, 200, 250);
const twoPages = writeTiff([greyPage(3, 2, GREYS), greyPage(2, 1, Uint8Array.of(9, 8))]);

function pagesOf(file: Uint8Array) {
  const read = readTiff(file);
  return read.ok
    ? read.value.map((page) => (page.ok ? [page.value.width, page.value.height] : page.error.type))
    : read.error.type;
}

const withField = (field: TiffField) => {
  const page = greyPage(3, 2, GREYS);
  return writeTiff([{ ...page, fields: [...page.fields.filter(([tag]) => tag !== field[0]), field] }]);
};

describe('the pages of a TIFF', () => {
  it('are read in order, with their sizes', () => {
    expect(pagesOf(twoPages)).toEqual([
      [3, 2],
      [2, 1],
    ]);
  });

  it.each<[string, TiffField, string]>([
    ['wider than any memory', [256, 4, [4_000_000_000]], 'TooLarge'],
    ['of a compression that is not decoded here', [259, 3, [34713]], 'Unsupported'],
    ['of 32 bits a sample', [258, 3, [32]], 'Unsupported'],
    ['of separate planes', [284, 3, [2]], 'Unsupported'],
    ['whose strip lies outside the file', [273, 4, [4_000_000]], 'Broken'],
    ['whose strip is longer than the file', [279, 4, [4_000_000]], 'Broken'],
    ['with fewer strips than rows ask for', [278, 4, [1]], 'Broken'],
    ['without width', [256, 4, [0]], 'Broken'],
    ['in tiles without height', [322, 4, [16]], 'Broken'],
  ])('%s say why they are not drawn', (_name, field, why) => {
    expect(pagesOf(withField(field))).toEqual([why]);
  });

  it('end where a directory leads back to one before', () => {
    const loop = twoPages.slice();
    const view = new DataView(loop.buffer);
    // the last directory, and its link, stand at the end
    view.setUint32(loop.length - 4, view.getUint32(4, true), true);
    expect(pagesOf(loop)).toHaveLength(2);
  });

  it('are at most as many as a file may have', () => {
    const many = writeTiff(
      Array.from({ length: MAX_TIFF_PAGES + 3 }, () => greyPage(1, 1, Uint8Array.of(1))),
    );
    expect(pagesOf(many)).toHaveLength(MAX_TIFF_PAGES);
  });

  it('are none in what is no TIFF', () => {
    expect(pagesOf(Uint8Array.of(1, 2, 3))).toBe('NotTiff');
    expect(pagesOf(Uint8Array.of(0x49, 0x49, 0x2a, 0))).toBe('Broken');
  });

  it('never hang or throw, whatever the file holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(twoPages.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(twoPages.length),
        (changes, cut) => {
          const file = twoPages.slice(0, Math.max(cut, 8));
          for (const [at, byte] of changes) if (at < file.length) file[at] = byte;
          const read = readTiff(file);
          for (const page of read.ok ? read.value : [])
            if (page.ok) expect(page.value.width * page.value.height).toBeLessThanOrEqual(40 * 1024 * 1024);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the pixels of a page', () => {
  const opaque = (greys: Uint8Array) => [...greys].flatMap((grey) => [grey, grey, grey, 255]);
  async function pixels(file: Uint8Array<ArrayBuffer>): Promise<number[]> {
    const read = readTiff(file);
    const page = read.ok ? read.value[0] : undefined;
    if (!page?.ok) throw new Error('the sample is wrong');
    return [...(await decodePage(file, page.value))];
  }

  it('come as they were written', async () => {
    expect(await pixels(twoPages)).toEqual(opaque(GREYS));
  });

  it('come out of Deflate, and no more of them than the page has', async () => {
    expect(await pixels(writeTiff([greyPage(3, 2, GREYS, { deflate: true })]))).toEqual(opaque(GREYS));
    const bomb = greyPage(3, 2, new Uint8Array(5_000_000).fill(7), { deflate: true });
    expect(await pixels(writeTiff([bomb]))).toEqual(opaque(new Uint8Array(6).fill(7)));
  });
});
