import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { unlockVault } from '#vault/unlock.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const done = { pages: ['page-read'], steps: ['step-done'], quiz: { right: 4, of: 5 }, completedAt: 7 };

describe('trainingRepository', () => {
  test('keeps what was done over a lock, sealed', async () => {
    const { vault, record } = await newVault();
    const store = storeOver(vault);
    expect(unwrap(await store.training.find())).toEqual({});
    unwrap(await store.training.change(() => ({ create: done })));
    store.close();
    vault.lock();
    const db = new VaultDatabase(vault.vaultId);
    const stored = JSON.stringify(await db.marks.toArray(), (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(stored).toContain('training');
    expect(stored).not.toContain('page-read');
    db.close();
    const again = storeOver(unwrap(await unlockVault(quickDeps, record, PASSPHRASE)));
    expect(unwrap(await again.training.find())).toEqual({ create: done });
    again.close();
  });

  test('asks again of what another tab wrote meanwhile', async () => {
    const { vault } = await newVault();
    const [one, two] = [storeOver(vault), storeOver(vault)];
    const changed = await Promise.all([
      one.training.change((before) => ({ ...before, create: done })),
      two.training.change((before) => ({ ...before, minors: done })),
    ]);
    changed.forEach(unwrap);
    expect(unwrap(await one.training.find())).toEqual({ create: done, minors: done });
    one.close();
    two.close();
  });

  test('a row that does not open counts as nothing done; a locked vault does not', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.training.change(() => ({ create: done })));
    const db = new VaultDatabase(vault.vaultId);
    const row = await db.marks.get('training');
    const [segment] = row?.sealed.segments ?? [];
    if (!row || !segment) throw new Error('no row');
    await db.marks.put({ ...row, sealed: { ...row.sealed, segments: [segment.map((byte) => byte ^ 1)] } });
    db.close();
    expect(unwrap(await store.training.find())).toEqual({});
    vault.lock();
    expect(await store.training.find()).toMatchObject({ ok: false, error: { type: 'VaultLocked' } });
    store.close();
  });
});
