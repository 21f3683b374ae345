import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, derHeader, readDer } from '#server/auth/der.ts';

describe('DER values (X.690)', () => {
  it('have the length that their header states', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const bytes = new Uint8Array([...derHeader(0x30, length), ...new Uint8Array(length)]);
      expect(readDer(bytes, 0)).toMatchObject({ tag: 0x30, end: bytes.length });
      expect(() => readDer(bytes.subarray(0, bytes.length - 1), 0)).toThrow();
    }
  });

  it('are refused in indefinite, overlong or unfinished form', () => {
    for (const bytes of [
      [],
      [0x30],
      [0x30, 0x80, 0, 0],
      [0x30, 0x81, 5, 0, 0, 0, 0, 0],
      [0x30, 0x82, 0, 0x80],
      [0x1f, 1, 1],
    ])
      expect(() => readDer(Uint8Array.from(bytes), 0)).toThrow();
  });

  it('never lead outside the bytes, whatever these are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const parent = readDer(bytes, 0);
          for (const child of childrenOf(bytes, parent)) expect(child.end).toBeLessThanOrEqual(parent.end);
          expect(parent.end).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(String(error)).toMatch(/DER/);
        }
      }),
    );
  });
});
