import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { associatedData } from '#vault/associated-data.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';

const place = { store: 'outbox', row: '1', dossier: 'd' };

describe('sealed envelopes', () => {
  test('open to what was sealed', async () => {
    const { vault } = await newVault();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, plain));
        expect(unwrap(await vault.openJson(place, sealed))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  test('do not open with any byte altered, cut or added', async () => {
    const { vault } = await newVault();
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, { note: 'douleur thoracique' }));
    const bytes = sealed.segments[0] ?? new Uint8Array(0);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const altered = new Uint8Array(bytes);
        altered[at] = (altered[at] ?? 0) ^ flip;
        const cut = bytes.slice(0, at);
        const longer = new Uint8Array([...bytes, flip]);
        for (const segment of [altered, cut, longer])
          expect((await vault.openJson(place, { ...sealed, segments: [segment] })).ok).toBe(false);
      }),
      { numRuns: 80 },
    );
  });

  test('do not open in another table, row, dossier, key, generation or schema', async () => {
    const { vault } = await newVault();
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, 1));
    const field = fc.constantFrom<keyof typeof place>('store', 'row', 'dossier');
    await fc.assert(
      fc.asyncProperty(field, fc.string(), async (name, other) => {
        fc.pre(other !== place[name]);
        expect((await vault.openJson({ ...place, [name]: other }, sealed)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
    for (const moved of [{ keyId: 'vault' }, { generation: 2 }, { schemaVersion: 2 }])
      expect((await vault.openJson(place, { ...sealed, ...moved })).ok).toBe(false);
  });

  test('do not open in another vault', async () => {
    const [one, other] = [await newVault(), await newVault()];
    const sealed = unwrap(await one.vault.sealJson(OUTBOX_KEY, place, 1));
    expect((await other.vault.openJson(place, sealed)).ok).toBe(false);
  });
});

describe('associatedData', () => {
  const fields = fc.record({
    vault: fc.string(),
    store: fc.string(),
    row: fc.string(),
    dossier: fc.string(),
    keyId: fc.string(),
    generation: fc.nat(),
    schemaVersion: fc.nat(),
    segment: fc.nat(),
    segments: fc.nat(),
  });

  test('differs whenever a field differs, wherever text is moved between fields', () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(Buffer.from(associatedData(a)).equals(Buffer.from(associatedData(b)))).toBe(same);
      }),
    );
    const base = { dossier: '', keyId: '', generation: 1, schemaVersion: 1, segment: 0, segments: 1 };
    const one = associatedData({ ...base, vault: 'ab', store: 'c', row: '' });
    const two = associatedData({ ...base, vault: 'a', store: 'bc', row: '' });
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });
});
