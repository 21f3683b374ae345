import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { unlockVault } from '#vault/unlock.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { documentNo, dossierNo } from '#test/support/sync/sample.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const [ONE, TWO] = [dossierNo(1), dossierNo(2)];

describe('starRepository', () => {
  test('keeps the stars of each dossier over a lock, and the removal of the dossier; none is readable', async () => {
    const { vault, record } = await newVault();
    const store = storeOver(vault);
    expect(unwrap(await store.stars.of(ONE))).toEqual(new Set());
    unwrap(await store.stars.set(ONE, documentNo(1), true));
    unwrap(await store.stars.set(ONE, documentNo(2), true));
    unwrap(await store.stars.set(TWO, documentNo(3), true));
    unwrap(await store.stars.set(ONE, documentNo(1), false));
    unwrap(await store.dossiers.remove(ONE));
    store.close();
    vault.lock();
    const db = new VaultDatabase(vault.vaultId);
    const stored = JSON.stringify(await db.marks.toArray(), (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(stored).not.toContain(ONE);
    expect(stored).not.toContain(documentNo(2));
    db.close();
    const again = storeOver(unwrap(await unlockVault(quickDeps, record, PASSPHRASE)));
    expect(unwrap(await again.stars.of(ONE))).toEqual(new Set([documentNo(2)]));
    expect(unwrap(await again.stars.of(TWO))).toEqual(new Set([documentNo(3)]));
    again.close();
  });

  test('two tabs that star at once lose no star', async () => {
    const { vault } = await newVault();
    const [one, two] = [storeOver(vault), storeOver(vault)];
    const set = await Promise.all([
      one.stars.set(ONE, documentNo(1), true),
      two.stars.set(ONE, documentNo(2), true),
      one.stars.set(TWO, documentNo(3), true),
    ]);
    set.forEach(unwrap);
    expect(unwrap(await one.stars.of(ONE))).toEqual(new Set([documentNo(1), documentNo(2)]));
    expect(unwrap(await one.stars.of(TWO))).toEqual(new Set([documentNo(3)]));
    one.close();
    two.close();
  });

  test('a row that does not open counts as none; a locked vault does not', async () => {
    const { vault } = await newVault();
    const store = storeOver(vault);
    unwrap(await store.stars.set(ONE, documentNo(1), true));
    const db = new VaultDatabase(vault.vaultId);
    const row = await db.marks.get('stars');
    const [segment] = row?.sealed.segments ?? [];
    if (!row || !segment) throw new Error('no row');
    await db.marks.put({ ...row, sealed: { ...row.sealed, segments: [segment.map((byte) => byte ^ 1)] } });
    db.close();
    expect(unwrap(await store.stars.of(ONE))).toEqual(new Set());
    unwrap(await store.stars.set(ONE, documentNo(2), true));
    expect(unwrap(await store.stars.of(ONE))).toEqual(new Set([documentNo(2)]));
    vault.lock();
    expect(await store.stars.of(ONE)).toMatchObject({ ok: false, error: { type: 'VaultLocked' } });
    store.close();
  });
});
