import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, type Bytes } from '#base/bytes.ts';
import { pngBomb } from '#test/support/documents/hostile.ts';
import { sampleJpeg, samplePng } from '#test/support/documents/samples.ts';
import { bytesInMemory } from '#ui/viewer/content-bytes.ts';
import { announcedPixels } from '#ui/viewer/picture/picture-size.ts';

const pixels = async (bytes: Bytes, type: 'image/png' | 'image/jpeg') => {
  const read = await announcedPixels(bytesInMemory(bytes).slice, type);
  return read.ok ? read.value : read.error;
};

describe('the pixels that a picture announces', () => {
  it('are read before any is decoded', async () => {
    expect(await pixels(samplePng(), 'image/png')).toBe(16 * 8);
    expect(await pixels(sampleJpeg(), 'image/jpeg')).toBe(8 * 8);
  });

  it('are thousands of millions in a few kilobytes', async () => {
    const bomb = pngBomb();
    expect(bomb.length).toBeLessThan(200_000);
    expect(await pixels(bomb, 'image/png')).toBe(30_000 * 30_000);
  });

  it('are found behind long segments and fill bytes', async () => {
    const jpeg = sampleJpeg();
    const long = concat(Uint8Array.of(0xff, 0xe1, 0xff, 0xff), new Uint8Array(0xfffd), Uint8Array.of(0xff));
    expect(await pixels(concat(jpeg.slice(0, 2), long, long, jpeg.slice(2)), 'image/jpeg')).toBe(8 * 8);
  });

  it('are too many where the segments do not end', async () => {
    const endless = concat(Uint8Array.of(0xff, 0xd8), new Uint8Array(5000).fill(0xff));
    expect(await pixels(endless, 'image/jpeg')).toBe(Number.POSITIVE_INFINITY);
  });

  it('are a number whatever the bytes', async () => {
    const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes));
    await fc.assert(
      fc.asyncProperty(
        anyBytes,
        fc.constantFrom('image/png' as const, 'image/jpeg' as const),
        async (bytes, type) => {
          expect(await pixels(concat(Uint8Array.of(0xff, 0xd8), bytes), type)).toBeTypeOf('number');
        },
      ),
      { numRuns: 200 },
    );
  });
});
