import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { openParts, PART_BYTES, SEALED_PART_BYTES, sealParts } from '#base/sealed-parts.ts';
import { openSealedPart, sealedParts, type PartSeal } from '#server/files/part-seal.ts';

const sealOf = (size: number): PartSeal => ({
  key: new Uint8Array(32).fill(7),
  size,
  context: utf8('blob|here'),
});
const bytesOf = (size: number): Bytes => Uint8Array.from({ length: size }, (_, index) => (index * 31) & 255);

async function* piecesOf(content: Bytes, length: number): AsyncGenerator<Bytes> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

async function sealedBy(content: Bytes, piece: number, seal = sealOf(content.length)): Promise<Bytes[]> {
  const parts: Bytes[] = [];
  const out = new Uint8Array(SEALED_PART_BYTES);
  for await (const part of sealedParts(piecesOf(content, piece), seal, out)) parts.push(new Uint8Array(part));
  return parts;
}

const webKey = (): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, ['encrypt', 'decrypt']);

describe('parts sealed as they come', () => {
  it('are to the byte those of the device, however the content is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 * PART_BYTES }),
        fc.integer({ min: 1000, max: 2 * PART_BYTES }),
        async (size, piece) => {
          const content = bytesOf(size);
          const expected = await sealParts(await webKey(), content, utf8('blob|here'));
          const parts = await sealedBy(content, piece);
          expect(Buffer.concat(parts).equals(concat(...expected))).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each([PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES])('of %i bytes open on both sides', async (size) => {
    const content = bytesOf(size);
    const parts = await sealedBy(content, 65_536);
    const opened = parts.map((part, index) => openSealedPart(part, sealOf(size), index));
    expect(Buffer.concat(opened).equals(content)).toBe(true);
    expect((await openParts(await webKey(), parts, utf8('blob|here'))).ok).toBe(true);
  });

  it('do not open in another place, altered, or cut', async () => {
    const size = PART_BYTES + 10;
    const [first = new Uint8Array(), last = new Uint8Array()] = await sealedBy(bytesOf(size), 1000);
    const seal = sealOf(size);
    expect(() => openSealedPart(first, seal, 1)).toThrow();
    expect(() => openSealedPart(first, { ...seal, context: utf8('blob|there') }, 0)).toThrow();
    expect(() => openSealedPart(first.subarray(1), seal, 0)).toThrow();
    expect(() => openSealedPart(last.subarray(0, 5), seal, 1)).toThrow();
    expect(() => openSealedPart(first, sealOf(PART_BYTES), 0)).toThrow();
    first[9] = (first[9] ?? 0) ^ 1;
    expect(() => openSealedPart(first, seal, 0)).toThrow();
  });

  it('are refused where the content is not of its size', async () => {
    await expect(sealedBy(bytesOf(100), 30, sealOf(99))).rejects.toThrow('more');
    await expect(sealedBy(bytesOf(100), 30, sealOf(101))).rejects.toThrow('fewer');
  });
});
