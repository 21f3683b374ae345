import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { storeWhole } from '#store/content-store.ts';
import { CacheDatabase, VaultDatabase } from '#store/vault-database.ts';
import { unlockVault } from '#vault/unlock.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';
import { steadyClock, storeOver } from '#test/support/store/memory-store.ts';
import { documentNo, dossierNo, NURSE, sampleDocument, sampleHeader } from '#test/support/sync/sample.ts';

const ONE = dossierNo(1);
const TWO = dossierNo(2);
const depositor = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
const entry = (n: number) =>
  ({ ...sampleDocument(n), version: 'v', status: 'current', depositor, submittedAt: n }) as const;
const commit = (id: typeof ONE, ...ns: number[]) => ({
  header: sampleHeader(id),
  entries: ns.map(entry),
  cursor: 'c',
  contact: { at: 5, serverTime: 5, leaseMs: 1000, opened: false },
});

describe('dossierRepository', () => {
  test('gives back what was committed, after another unlock', async () => {
    const { vault, record } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1, 2)]])));
    store.close();
    vault.lock();
    const again = storeOver(unwrap(await unlockVault(quickDeps, record, PASSPHRASE)));
    const found = unwrap(await again.dossiers.find(ONE));
    expect(found?.entries.map(({ title }) => title)).toEqual(['Note 1', 'Note 2']);
    expect(found?.summary).toMatchObject({ cursor: 'c', documents: 2, pinned: false, syncedAt: 5 });
    again.close();
  });

  test('a commit keeps what the user set', async () => {
    const store = storeOver((await newVault()).vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    unwrap(await store.dossiers.update(ONE, (summary) => ({ ...summary, pinned: true, openedAt: 9 })));
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1, 2)]])));
    const [summary] = unwrap(await store.dossiers.list()).summaries;
    expect(summary).toMatchObject({ pinned: true, openedAt: 9, documents: 2 });
    store.close();
  });

  test('two tabs that change one row at once lose neither change', async () => {
    const { vault } = await newVault();
    const [one, two] = [storeOver(vault), storeOver(vault)];
    unwrap(await one.dossiers.commit(new Map([[ONE, commit(ONE)]])));
    await Promise.all([
      one.dossiers.update(ONE, (summary) => ({ ...summary, pinned: true })),
      two.dossiers.update(ONE, (summary) => ({ ...summary, openedAt: 77 })),
    ]);
    expect(unwrap(await one.dossiers.list()).summaries[0]).toMatchObject({ pinned: true, openedAt: 77 });
    one.close();
    two.close();
  });

  test('a removed dossier does not open, nor do its rows put back', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    const cache = new CacheDatabase(vault.vaultId);
    const row = await cache.dossiers.get(ONE);
    unwrap(await store.dossiers.remove(ONE));
    expect(await cache.dossiers.count()).toBe(0);
    if (row) await cache.dossiers.put(row);
    expect(unwrap(await store.dossiers.find(ONE))).toBeUndefined();
    expect(unwrap(await store.dossiers.list())).toEqual({ summaries: [], damaged: [] });
    unwrap(await store.dossiers.sweep());
    expect(await cache.dossiers.count()).toBe(0);
    cache.close();
    store.close();
  });

  test('a row moved to another dossier does not open, and a complete pull heals it', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    unwrap(await store.dossiers.commit(new Map([[TWO, commit(TWO, 2)]])));
    const cache = new CacheDatabase(vault.vaultId);
    const [one, two] = [await cache.dossiers.get(ONE), await cache.dossiers.get(TWO)];
    if (!one || !two) throw new Error('two rows');
    const moved = await cache.states.get(ONE);
    if (moved) await cache.states.put({ ...moved, id: TWO });
    expect((await store.dossiers.find(TWO)).ok).toBe(false);
    const [segment] = two.summary.segments;
    segment?.set([1, 2, 3], 20);
    await cache.dossiers.put(two);
    const again = storeOver(vault);
    expect(unwrap(await again.dossiers.list()).damaged).toEqual([TWO]);
    unwrap(await again.dossiers.commit(new Map([[TWO, commit(TWO, 2)]])));
    expect(unwrap(await again.dossiers.find(TWO))?.entries).toHaveLength(1);
    again.close();
    cache.close();
    store.close();
  });

  test('a dossier whose row went with the power is asked for again, and its key goes where it is no longer open', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    const cache = new CacheDatabase(vault.vaultId);
    await cache.dossiers.delete(ONE);
    await cache.states.delete(ONE);
    expect(unwrap(await store.dossiers.list())).toEqual({ summaries: [], damaged: [ONE] });
    unwrap(await store.dossiers.remove(ONE));
    expect(unwrap(await store.dossiers.list())).toEqual({ summaries: [], damaged: [] });
    expect(unwrap(await store.dossiers.keyOf(ONE))).toBeUndefined();
    cache.close();
    store.close();
  });

  test('contents of documents that are no longer visible go with the commit', async () => {
    const store = storeOver((await newVault()).vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1, 2)]])));
    const parentKey = unwrap(await store.dossiers.keyOf(ONE)) ?? '';
    for (const n of [1, 2])
      unwrap(
        await storeWhole(store.cached, { ref: documentNo(n), dossier: ONE, parentKey }, new Uint8Array(5)),
      );
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 2)]])));
    expect([...unwrap(await store.cached.refsOf(ONE))]).toEqual([documentNo(2)]);
    store.close();
  });

  test('nothing readable stands in the databases', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    const [cache, kept] = [new CacheDatabase(vault.vaultId), new VaultDatabase(vault.vaultId)];
    const rows = [...(await cache.dossiers.toArray()), ...(await kept.keys.toArray())];
    const bytes = JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(bytes).toContain(ONE);
    for (const secret of ['PAT-TROIS', 'DOMINIQUE', 'Note 1', '1979']) expect(bytes).not.toContain(secret);
    cache.close();
    kept.close();
    store.close();
  });

  test('a locked vault gives nothing', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    vault.lock();
    expect(await store.dossiers.find(ONE)).toEqual({ ok: false, error: { type: 'VaultLocked' } });
    expect(await store.dossiers.list()).toEqual({ ok: false, error: { type: 'VaultLocked' } });
    store.close();
  });

  test('many are committed together, and two tabs that commit the same ones leave one whole state each', async () => {
    const { vault } = await newVault();
    const [one, two] = [storeOver(vault), storeOver(vault)];
    const ids = Array.from({ length: 30 }, (_, index) => dossierNo(index + 1));
    const all = (n: number) => new Map(ids.map((id) => [id, commit(id, n, n + 1)]));
    const done = await Promise.all([one.dossiers.commit(all(1)), two.dossiers.commit(all(5))]);
    expect(done.every(({ ok }) => ok)).toBe(true);
    const fresh = storeOver(vault);
    expect(unwrap(await fresh.dossiers.list()).summaries).toHaveLength(30);
    for (const id of ids) {
      const titles = unwrap(await fresh.dossiers.find(id))?.entries.map(({ title }) => title);
      expect([['Note 1', 'Note 2'].join(), ['Note 5', 'Note 6'].join()]).toContain(titles?.join());
    }
    for (const store of [one, two, fresh]) store.close();
  });

  test('a key that does not open is replaced by the next complete pull', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    const before = unwrap(await store.dossiers.keyOf(ONE));
    vault.forgetKey(before ?? '');
    const kept = new VaultDatabase(vault.vaultId);
    const row = await kept.keys.get(ONE);
    row?.wrapped.sealed.segments[0]?.set([1, 2, 3], 20);
    if (row) await kept.keys.put(row);
    const again = storeOver(vault);
    expect(unwrap(await again.dossiers.list()).damaged).toEqual([ONE]);
    unwrap(await again.dossiers.commit(new Map([[ONE, commit(ONE, 2)]])));
    expect(unwrap(await again.dossiers.find(ONE))?.entries.map(({ title }) => title)).toEqual(['Note 2']);
    expect(unwrap(await again.dossiers.keyOf(ONE))).not.toBe(before);
    kept.close();
    for (const one of [store, again]) one.close();
  });

  test('a list that is asked again opens no summary again, and none after the lock', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.dossiers.commit(new Map([[ONE, commit(ONE, 1)]])));
    unwrap(await store.dossiers.list());
    const opened = vi.spyOn(vault, 'openJson');
    unwrap(await store.dossiers.list());
    expect(opened).not.toHaveBeenCalled();
    vault.lock();
    expect((await store.dossiers.list()).ok).toBe(false);
    store.close();
  });
});

describe('contentStore', () => {
  test('opens any slice of a content of several parts', async () => {
    const store = storeOver((await newVault()).vault);
    const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * 31) % 251);
    const blobId = unwrap(
      await storeWhole(store.unsent, { ref: '', dossier: '', parentKey: 'outbox' }, bytes),
    );
    const stored = unwrap(await store.unsent.read(blobId));
    expect(stored?.size).toBe(bytes.length);
    const slices = [
      [0, 600_000],
      [0, 1],
      [262_143, 262_145],
      [262_144, 524_288],
      [599_999, 700_000],
    ] as const;
    for (const [start, end] of slices) {
      const opened = await stored?.slice(start, end);
      expect(opened?.ok && Buffer.from(opened.value).equals(bytes.slice(start, end))).toBe(true);
    }
    store.close();
  });

  test('an unfinished content is not there, and is swept after a day', async () => {
    const { vault } = await newVault();
    let now = 0;
    const store = storeOver(vault, { ...steadyClock, now: () => now });
    const writer = unwrap(
      await store.cached.create({ ref: 'r', dossier: 'd', parentKey: 'outbox', size: 300_001 }),
    );
    unwrap(await writer.write(new Uint8Array(300_000)));
    expect(unwrap(await store.cached.findByRef('r'))).toBeUndefined();
    expect(unwrap(await store.cached.read(writer.blobId))).toBeUndefined();
    unwrap(await store.cached.sweep());
    const cache = new CacheDatabase(vault.vaultId);
    expect(await cache.parts.count()).toBe(1);
    now = 25 * 3600 * 1000;
    unwrap(await store.cached.sweep());
    expect([await cache.parts.count(), await cache.blobs.count()]).toEqual([0, 0]);
    cache.close();
    store.close();
  });

  test('a missing part is damage', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    const at = { ref: systemRandom.uuid(), dossier: '', parentKey: 'outbox' };
    const blobId = unwrap(await storeWhole(store.unsent, at, new Uint8Array(300_000)));
    const db = new VaultDatabase(vault.vaultId);
    await db.parts.delete([blobId, 1]);
    const stored = unwrap(await store.unsent.read(blobId));
    expect(await stored?.slice(0, 300_000)).toEqual({ ok: false, error: { type: 'VaultDamaged' } });
    db.close();
    store.close();
  });
});
