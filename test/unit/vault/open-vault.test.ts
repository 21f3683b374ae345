import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { SEGMENT_BYTES } from '#vault/envelope.ts';
import { OUTBOX_KEY, VAULT_KEY } from '#vault/open-vault.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';
import { unlockVault } from '#vault/unlock.ts';

const place = { store: 'dossiers', row: 'a', dossier: 'a' };
const damaged = { ok: false, error: { type: 'VaultDamaged' } };
const locked = { ok: false, error: { type: 'VaultLocked' } };

describe('OpenVault', () => {
  test('a dossier key is loaded from its wrapped form, under its own dossier only', async () => {
    const { vault, record } = await newVault();
    const wrapped = unwrap(await vault.createKey(VAULT_KEY, place));
    const sealed = unwrap(await vault.sealJson(wrapped.id, place, 'secret'));
    const again = unwrap(await unlockVault(quickDeps, record, PASSPHRASE));
    expect(await again.openJson(place, sealed)).toEqual(locked);
    expect(await again.loadKey(VAULT_KEY, { ...place, dossier: 'b' }, wrapped)).toEqual(damaged);
    expect((await again.loadKey(VAULT_KEY, place, wrapped)).ok).toBe(true);
    expect(unwrap(await again.openJson(place, sealed))).toBe('secret');
  });

  test('a value of several segments opens whole, and not with one missing or moved', async () => {
    const { vault } = await newVault();
    const text = 'x'.repeat(2 * SEGMENT_BYTES);
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, text));
    expect(sealed.segments).toHaveLength(3);
    expect(unwrap(await vault.openJson(place, sealed))).toBe(text);
    const [first, second, third] = sealed.segments;
    if (!first || !second || !third) throw new Error('three segments');
    for (const segments of [[first, second], [second, first, third], [first, second, third, third], []])
      expect(await vault.openJson(place, { ...sealed, segments })).toEqual(damaged);
  });

  test('the same value is sealed differently each time', async () => {
    const { vault } = await newVault();
    const [a, b] = [await vault.sealJson(OUTBOX_KEY, place, 1), await vault.sealJson(OUTBOX_KEY, place, 1)];
    expect(unwrap(a).segments[0]).not.toEqual(unwrap(b).segments[0]);
  });

  test('parts of a content open at their place only', async () => {
    const { vault } = await newVault();
    const key = unwrap(await vault.createKey(OUTBOX_KEY, place));
    const part = unwrap(await vault.sealPart(key.id, place, { index: 0, last: true, bytes: utf8('abc') }));
    expect(unwrap(await vault.openPart(key.id, place, { index: 0, last: true, bytes: part }))).toEqual(
      utf8('abc'),
    );
    expect(await vault.openPart(key.id, place, { index: 0, last: false, bytes: part })).toEqual(damaged);
    expect(await vault.openPart(key.id, place, { index: 1, last: true, bytes: part })).toEqual(damaged);
    expect(
      await vault.openPart(key.id, { ...place, row: 'b' }, { index: 0, last: true, bytes: part }),
    ).toEqual(damaged);
  });

  test('a lock drops every key', async () => {
    const { vault } = await newVault();
    const wrapped = unwrap(await vault.createKey(VAULT_KEY, place));
    const sealed = unwrap(await vault.sealJson(wrapped.id, place, 1));
    vault.lock();
    expect(vault.isOpen()).toBe(false);
    expect(await vault.openJson(place, sealed)).toEqual(locked);
    expect(await vault.sealJson(OUTBOX_KEY, place, 1)).toEqual(locked);
    expect(await vault.createKey(VAULT_KEY, place)).toEqual(locked);
    expect(await vault.loadKey(VAULT_KEY, place, wrapped)).toEqual(locked);
  });

  test('a lock while a key is being made leaves no key behind', async () => {
    const { vault } = await newVault();
    const making = vault.createKey(VAULT_KEY, place);
    vault.lock();
    expect(await making).toEqual(locked);
  });
});
