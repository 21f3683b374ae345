import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, hex, toHex } from '#base/bytes.ts';
import { createFrameReader, encodeFrame } from '#demo/vpcd/frames.ts';

describe('frames of the virtual reader', () => {
  it('carry their length in front', () => {
    expect(toHex(encodeFrame(hex('9000')))).toBe('00029000');
    expect(toHex(encodeFrame(hex('')))).toBe('0000');
    expect(encodeFrame(new Uint8Array(258)).subarray(0, 2)).toEqual(hex('0102'));
    expect(() => encodeFrame(new Uint8Array(0x10000))).toThrow(RangeError);
  });

  it('come out whole, however the connection cuts them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
        (contents, cuts) => {
          const stream = concat(...contents.map(encodeFrame));
          const reader = createFrameReader();
          const frames: string[] = [];
          for (let at = 0, i = 0; at < stream.length; i++) {
            const end = at + (cuts[i % cuts.length] ?? 1);
            frames.push(...reader.push(stream.subarray(at, end)).map(toHex));
            at = end;
          }
          expect(frames).toEqual(contents.map(toHex));
        },
      ),
      { numRuns: 200 },
    );
  });
});
