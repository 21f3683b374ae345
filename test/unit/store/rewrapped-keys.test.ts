import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { isDossierId, type DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { removeVault } from '#store/remove-vault.ts';
import { keyPlaceOf, putRewrappedKeys, readDossierKeys } from '#store/rewrapped-keys.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { addWay, removeWay, upgradedRecord, wayIdOf } from '#vault/change-ways.ts';
import { sealBytes } from '#vault/envelope.ts';
import { freshKey, importKey } from '#vault/key-ring.ts';
import { OUTBOX_KEY, VAULT_KEY, type OpenVault } from '#vault/open-vault.ts';
import { ARGON2_FLOOR, passphraseBytes } from '#vault/passphrase.ts';
import { OUTBOX_PLACE, unlockVault } from '#vault/unlock.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { NewWay } from '#vault/ways.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const byPassphrase = { kind: 'passphrase', passphrase: PASSPHRASE } as const;
const output = new Uint8Array(32).fill(7);
const passkey: NewWay = {
  id: 'key',
  challenge: { kind: 'passkey', salt: new Uint8Array(32), credentialId: 'c', label: 'Tablette' },
  secret: { kind: 'passkey', wayId: 'key', output },
};

async function keyRow(vault: OpenVault): Promise<DossierId> {
  const dossierId = systemRandom.uuid();
  if (!isDossierId(dossierId)) throw new Error('no id');
  const wrapped = unwrap(await vault.createKey(VAULT_KEY, keyPlaceOf(dossierId)));
  const db = new VaultDatabase(vault.vaultId);
  await db.keys.put({ dossierId, wrapped });
  db.close();
  return dossierId;
}

/** Whether every stored dossier key opens with this vault. */
async function allOpen(vault: OpenVault): Promise<boolean> {
  const rows = unwrap(await readDossierKeys(vault.vaultId));
  const loaded = await Promise.all(
    rows.map(({ dossierId, wrapped }) => vault.loadKey(VAULT_KEY, keyPlaceOf(dossierId), wrapped)),
  );
  return loaded.every(({ ok }) => ok);
}

test('a rotation that is killed leaves the old state or one that goes on to the new, never neither', async () => {
  const { vault, record } = await newVault();
  const two = unwrap(await addWay(quickDeps, record, byPassphrase, passkey));
  const [kept, destroyed] = [await keyRow(vault), await keyRow(vault)];
  const rows = unwrap(await readDossierKeys(vault.vaultId));
  const [way] = record.ways;
  if (!way) throw new Error('no way');
  const change = { wayId: wayIdOf(way), dossierKeys: { rows, placeOf: keyPlaceOf } };
  const after = unwrap(await removeWay(quickDeps, two, passkey.secret, change));
  // killed before the record was written: all is as it was
  expect(await allOpen(unwrap(await unlockVault(quickDeps, two, byPassphrase)))).toBe(true);
  // killed right after it: the keys go on into their rows; one destroyed meanwhile stays destroyed
  const db = new VaultDatabase(vault.vaultId);
  await db.keys.delete(destroyed);
  for (let again = 0; again < 2; again++)
    unwrap(await putRewrappedKeys(vault.vaultId, after.rewrapped ?? []));
  expect(await db.keys.toCollection().primaryKeys()).toEqual([kept]);
  db.close();
  expect(await allOpen(unwrap(await unlockVault(quickDeps, after, passkey.secret)))).toBe(true);
  expect(await allOpen(unwrap(await unlockVault(quickDeps, two, byPassphrase)))).toBe(false);
  unwrap(await removeVault(vault.vaultId));
  expect((await indexedDB.databases()).filter(({ name = '' }) => name.includes(vault.vaultId))).toEqual([]);
});

/** As the versions with a single way wrote it. */
async function oldRecord(): Promise<VaultRecord> {
  const { random, deriveKey } = quickDeps;
  const vaultId = random.uuid();
  const raw = random.bytes(32);
  const salt = random.bytes(16);
  const parent = { id: VAULT_KEY, generation: 1, key: await importKey(raw) };
  const outbox = await freshKey({ vaultId, parent, place: OUTBOX_PLACE, random });
  const passphrase = unwrap(passphraseBytes(PASSPHRASE));
  const derived = await deriveKey({ passphrase, salt, params: ARGON2_FLOOR });
  const key = { id: 'passphrase', generation: 1, key: await importKey(derived) };
  const place = { store: 'vault', row: 'passphrase/m=65536/t=3/p=1', dossier: '' };
  const wrappedVaultKey = await sealBytes({ vaultId, key, place, random }, raw);
  const way = { kind: 'passphrase', salt, params: ARGON2_FLOOR, wrappedVaultKey } as const;
  return { vaultId, generation: 1, schemaVersion: 1, ways: [way], outboxKey: outbox.wrapped };
}

test('a record of the version with one way opens, and in its new form opens the same', async () => {
  const old = await oldRecord();
  const place = { store: 's', row: '1', dossier: '' };
  const before = unwrap(await unlockVault(quickDeps, old, PASSPHRASE));
  const sealed = unwrap(await before.sealJson(OUTBOX_KEY, place, 'note'));
  const upgraded = await upgradedRecord(quickDeps, old, byPassphrase);
  if (!upgraded) throw new Error('not upgraded');
  expect(upgraded.ways.every((way) => 'id' in way)).toBe(true);
  const today = unwrap(await unlockVault(quickDeps, upgraded, PASSPHRASE));
  expect(unwrap(await today.openJson(place, sealed))).toBe('note');
  expect((await unlockVault(quickDeps, old, 'une autre phrase')).ok).toBe(false);
  // straight from the old form as well
  const two = unwrap(await addWay(quickDeps, old, byPassphrase, passkey));
  expect((await unlockVault(quickDeps, two, passkey.secret)).ok).toBe(true);
  expect((await unlockVault(quickDeps, two, byPassphrase)).ok).toBe(true);
});
