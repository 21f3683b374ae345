import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { unlockVault } from '#vault/unlock.ts';
import { dossierNo } from '#test/support/sync/sample.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const HISTORY = [{ day: '2026-03-02', visits: [dossierNo(1)], opened: [dossierNo(2)], preparing: true }];

describe('roundRepository', () => {
  test('gives the rounds back after another unlock; nothing of them is readable in the database', async () => {
    const { vault, record } = await newVault();
    const store = storeOver(vault);
    expect(unwrap(await store.rounds.find())).toEqual([]);
    unwrap(await store.rounds.keep(HISTORY));
    store.close();
    vault.lock();
    const db = new VaultDatabase(vault.vaultId);
    const stored = JSON.stringify(await db.marks.toArray(), (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(stored).not.toContain('2026-03-02');
    expect(stored).not.toContain(dossierNo(1));
    db.close();
    const again = storeOver(unwrap(await unlockVault(quickDeps, record, PASSPHRASE)));
    expect(unwrap(await again.rounds.find())).toEqual(HISTORY);
    again.close();
  });

  test('a row that does not open counts as none; a locked vault does not', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.rounds.keep(HISTORY));
    const db = new VaultDatabase(vault.vaultId);
    const row = await db.marks.get('rounds');
    if (!row) throw new Error('no row');
    await db.marks.put({ ...row, name: 'rounds', sealed: (await sealedElsewhere()) ?? row.sealed });
    db.close();
    expect(unwrap(await store.rounds.find())).toEqual([]);
    unwrap(await store.rounds.keep(HISTORY));
    vault.lock();
    expect(await store.rounds.find()).toMatchObject({ ok: false, error: { type: 'VaultLocked' } });
    store.close();
  });
});

/** Of another vault: its seal is not ours. */
async function sealedElsewhere() {
  const { vault } = await newVault();
  const store = storeOver(vault);
  unwrap(await store.rounds.keep([]));
  const db = new VaultDatabase(vault.vaultId);
  const row = await db.marks.get('rounds');
  db.close();
  store.close();
  return row?.sealed;
}
