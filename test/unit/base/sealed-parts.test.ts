import { equalBytes, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openParts, PART_BYTES, partCount, sealedSize, sealParts } from '#base/sealed-parts.ts';
import { beforeAll, describe, expect, it } from 'vitest';

let key: CryptoKey;
const context = utf8('blob|one');
beforeAll(async () => {
  key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
});

const content = (size: number): Bytes => new Uint8Array(size).map((_, i) => (i * 31) % 251);

describe('a content sealed in parts', () => {
  it.each([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])(
    'opens again (%i bytes)',
    async (size) => {
      const sealed = await sealParts(key, content(size), context);
      expect(sealed).toHaveLength(partCount(size));
      expect(sealed.reduce((sum, part) => sum + part.length, 0)).toBe(sealedSize(size));
      // compared by hand: a matcher takes seconds for a million numbers
      expect(equalBytes(unwrap(await openParts(key, sealed, context)), content(size))).toBe(true);
    },
  );

  it.each<[string, (parts: Bytes[]) => Uint8Array[]]>([
    ['its last part is missing', (parts) => parts.slice(0, -1)],
    ['two parts changed places', ([a, b, ...rest]) => [b, a, ...rest].filter((part) => part !== undefined)],
    ['a part comes twice', ([a, ...rest]) => [a, a, ...rest].filter((part) => part !== undefined)],
    [
      'a byte was changed',
      ([a, ...rest]) => [a?.map((byte, i) => (i === 5 ? byte ^ 1 : byte)) ?? new Uint8Array(), ...rest],
    ],
    ['nothing is left', () => []],
  ])('does not open when %s', async (_, damage) => {
    const sealed = await sealParts(key, content(2.5 * PART_BYTES), context);
    expect(await openParts(key, damage(sealed), context)).toEqual({
      ok: false,
      error: { type: 'SealBroken' },
    });
  });

  it('does not open in another place, or under another key', async () => {
    const sealed = await sealParts(key, content(10), context);
    expect((await openParts(key, sealed, utf8('blob|two'))).ok).toBe(false);
    const other = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    expect((await openParts(other, sealed, context)).ok).toBe(false);
  });
});
