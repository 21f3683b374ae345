import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { CacheDatabase } from '#store/vault-database.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { documentNo, dossierNo, NURSE, sampleDocument, sampleHeader } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);
const depositor = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
const entry = (n: number, text?: string) => ({
  ...sampleDocument(n),
  version: 'v',
  status: 'current' as const,
  depositor,
  submittedAt: n,
  ...(text !== undefined && { text }),
});
const commit = (...entries: ReturnType<typeof entry>[]) =>
  new Map([
    [
      ONE,
      {
        header: sampleHeader(ONE),
        entries,
        cursor: 'c',
        contact: { at: 5, serverTime: 5, leaseMs: 1000, opened: false },
      },
    ],
  ]);

describe('the texts of a cached dossier', () => {
  test('are kept apart from its state, and sealed', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(commit(entry(1, 'Érythème fessier'), entry(2))));
    expect(unwrap(await store.texts.of(ONE))).toEqual(new Map([[documentNo(1), 'Érythème fessier']]));
    expect(unwrap(await store.dossiers.find(ONE))?.entries.map((one) => 'text' in one)).toEqual([
      false,
      false,
    ]);
    const raw = await new CacheDatabase(vault.vaultId).texts.toArray();
    expect(raw).toHaveLength(1);
    expect(JSON.stringify(raw)).not.toContain('fessier');
    store.close();
  });

  test('stay where a later pull brings their documents without text, and go with what is no longer visible', async () => {
    const store = storeOver((await newVault()).vault);
    unwrap(await store.dossiers.commit(commit(entry(1, 'one'), entry(2, 'two'))));
    const keyId = unwrap(await store.dossiers.keyOf(ONE)) ?? '';
    unwrap(await store.texts.putIndex(keyId, ONE, { of: 'both' }));
    unwrap(await store.dossiers.commit(commit(entry(1), entry(2), entry(3, 'three'))));
    expect([...unwrap(await store.texts.of(ONE)).values()].sort()).toEqual(['one', 'three', 'two']);
    expect(unwrap(await store.texts.index(ONE))).toEqual({ of: 'both' });
    unwrap(await store.dossiers.commit(commit(entry(1), entry(3))));
    expect([...unwrap(await store.texts.of(ONE)).values()].sort()).toEqual(['one', 'three']);
    // it named the document that went
    expect(unwrap(await store.texts.index(ONE))).toBeUndefined();
    store.close();
  });

  test('go with the dossier, and so does its index', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(commit(entry(1, 'one'))));
    const keyId = unwrap(await store.dossiers.keyOf(ONE)) ?? '';
    unwrap(await store.texts.putIndex(keyId, ONE, {}));
    unwrap(await store.dossiers.remove(ONE));
    const cache = new CacheDatabase(vault.vaultId);
    expect([await cache.texts.count(), await cache.indexes.count()]).toEqual([0, 0]);
    cache.close();
    store.close();
  });
});
