import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nirKey, nirKeyValid, parseNir, sexFromNir } from '#domain/identity/nir.ts';
import { unwrap } from '#base/result.ts';
import golden from '#test/vectors/nir.json' with { type: 'json' };
import { sharedFolder } from '#test/support/shared.ts';

const errorOf = (text: string) => {
  const result = parseNir(text);
  return result.ok ? undefined : result.error.type;
};

describe('NIR keys of our golden vectors', () => {
  test.each(golden.vectors)('$nir ($note) has key $key', ({ nir, key, valid }) => {
    expect(nirKey(nir.slice(0, 13))).toBe(key);
    expect(nirKeyValid(nir)).toBe(valid);
    expect(errorOf(nir)).toBe(valid ? undefined : 'NirKeyWrong');
  });
});

const shared = sharedFolder('domain', 'nir-vectors.json');
describe.skipIf(!shared)('NIR keys of the shared vectors', () => {
  test('every key is computed and every wrong one refused', () => {
    const { vectors } = JSON.parse(readFileSync(shared ?? '', 'utf8')) as typeof golden & {
      vectors: { keyComputed: string }[];
    };
    expect(vectors.length).toBeGreaterThan(10);
    for (const { nir, keyComputed, valid } of vectors) {
      expect(nirKey(nir.slice(0, 13))).toBe(keyComputed);
      expect(parseNir(nir).ok).toBe(valid);
    }
  });
});

describe('reading a NIR', () => {
  test('separators are ignored and a lower-case Corsican letter is accepted', () => {
    expect(unwrap(parseNir('1 50 08 15 051 040 18'))).toBe('150081505104018');
    expect(unwrap(parseNir('2.97.02-2a-020.778 78'))).toBe('297022A02077878');
  });

  test.each([
    ['', 'NirEmpty'],
    ['   ', 'NirEmpty'],
    ['1500815051040', 'NirLength'],
    ['1500815051040180', 'NirLength'],
    ['15008150510401X', 'NirCharacter'],
    ['1500815O5104018', 'NirCharacter'],
    ['188102C17295264', 'NirCharacter'],
    ['1A0081505104018', 'NirCharacter'],
    ['350081505104018', 'NirProvisional'],
    ['450081505104018', 'NirProvisional'],
    ['750081505104018', 'NirProvisional'],
    ['850081505104018', 'NirProvisional'],
    ['050081505104018', 'NirSex'],
    ['550081505104018', 'NirSex'],
    ['150081505104019', 'NirKeyWrong'],
  ])('%s is refused: %s', (text, reason) => {
    expect(errorOf(text)).toBe(reason);
  });

  test('the error never carries the number', () => {
    expect(JSON.stringify(parseNir('150081505104019'))).not.toContain('15008');
  });

  test('the first digit tells the sex', () => {
    expect(sexFromNir(unwrap(parseNir('150081505104018')))).toBe('M');
    expect(sexFromNir(unwrap(parseNir('255069999999934')))).toBe('F');
  });
});
