import { describe, expect, test } from 'vitest';
import { toHex } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { err, unwrap } from '#base/result.ts';
import { addWay, removeWay, upgradedRecord, wayIdOf } from '#vault/change-ways.ts';
import { OUTBOX_KEY, VAULT_KEY } from '#vault/open-vault.ts';
import { ARGON2_FLOOR } from '#vault/passphrase.ts';
import { createPassingVault, unlockVault, vaultKeyBy } from '#vault/unlock.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { WaySecret } from '#vault/way-secret.ts';
import type { NewWay } from '#vault/ways.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const place = { store: 's', row: '1', dossier: '' };
const keyPlace = (dossierId: string) => ({ store: 'keys', row: dossierId, dossier: dossierId });
const byPassphrase: WaySecret = { kind: 'passphrase', passphrase: PASSPHRASE };
const noKeys = { rows: [], placeOf: keyPlace };

function passkey(id = 'key', output = new Uint8Array(32).fill(7)): NewWay {
  const challenge = {
    kind: 'passkey',
    salt: systemRandom.bytes(32),
    credentialId: id,
    label: 'Tablette',
  } as const;
  return { id, challenge, secret: { kind: 'passkey', wayId: id, output } };
}

async function card(output = new Uint8Array(32).fill(9)): Promise<NewWay> {
  const algorithm: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' };
  const deviceSecret = await crypto.subtle.generateKey(algorithm, false, ['sign']);
  const challenge = { kind: 'card', salt: systemRandom.bytes(32), card: 'c' } as const;
  return { id: 'card', challenge, secret: { kind: 'card', wayId: 'card', output, deviceSecret } };
}

const opens = async (record: VaultRecord, secret: WaySecret): Promise<boolean> =>
  (await unlockVault(quickDeps, record, secret)).ok;

describe('several ways to unlock', () => {
  test('each opens the same vault, and what was sealed before it was added', async () => {
    const { vault, record } = await newVault();
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, 'note'));
    const [key, cps] = [passkey(), await card()];
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const three = unwrap(await addWay(quickDeps, two, key.secret, cps));
    for (const secret of [byPassphrase, key.secret, cps.secret])
      expect(unwrap(await unwrap(await unlockVault(quickDeps, three, secret)).openJson(place, sealed))).toBe(
        'note',
      );
  });

  test('another output of the passkey, another card and another device open nothing', async () => {
    const { record } = await newVault();
    const [key, cps] = [passkey(), await card()];
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const three = unwrap(await addWay(quickDeps, two, byPassphrase, cps));
    const elsewhere = (await card()).secret;
    const wrong = err({ type: 'WrongKey' });
    for (const secret of [passkey('key', new Uint8Array(32)).secret, passkey('other').secret, elsewhere])
      expect(await unlockVault(quickDeps, three, secret)).toEqual(wrong);
  });

  test('nobody adds a way without one that opens', async () => {
    const { record } = await newVault();
    const wrong: WaySecret = { kind: 'passphrase', passphrase: 'une autre phrase' };
    expect(await addWay(quickDeps, record, wrong, passkey())).toEqual(err({ type: 'WrongPassphrase' }));
  });

  test('a removed way opens nothing any more; the others do, and what they sealed stays readable', async () => {
    const { vault, record } = await newVault();
    const key = passkey();
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const wrapped = unwrap(await vault.createKey(VAULT_KEY, keyPlace('d')));
    const sealed = unwrap(await vault.sealJson(wrapped.id, place, 'du dossier'));
    const note = unwrap(await vault.sealJson(OUTBOX_KEY, place, 'note'));
    const rows = [{ dossierId: 'd', wrapped }];
    const change = { wayId: wayIdOf(record.ways[0] ?? fail()), dossierKeys: { rows, placeOf: keyPlace } };
    const after = unwrap(await removeWay(quickDeps, two, key.secret, change));
    expect(after.generation).toBe(2);
    expect(await opens(after, byPassphrase)).toBe(false);
    const again = unwrap(await unlockVault(quickDeps, after, key.secret));
    const rewrapped = after.rewrapped?.[0]?.wrapped ?? fail();
    expect((await again.loadKey(VAULT_KEY, keyPlace('d'), wrapped)).ok).toBe(false);
    unwrap(await again.loadKey(VAULT_KEY, keyPlace('d'), rewrapped));
    expect(unwrap(await again.openJson(place, sealed))).toBe('du dossier');
    expect(unwrap(await again.openJson(place, note))).toBe('note');
    // the vault key of before does not open what is wrapped from now on
    expect((await vault.loadKey(VAULT_KEY, keyPlace('d'), { ...rewrapped, id: 'x' })).ok).toBe(false);
  });

  test('the old record put back beside rows of today opens none of them', async () => {
    const { vault, record } = await newVault();
    const key = passkey();
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const wrapped = unwrap(await vault.createKey(VAULT_KEY, keyPlace('d')));
    const dossierKeys = { rows: [{ dossierId: 'd', wrapped }], placeOf: keyPlace };
    const wayId = wayIdOf(record.ways[0] ?? fail());
    const after = unwrap(await removeWay(quickDeps, two, key.secret, { wayId, dossierKeys }));
    const old = unwrap(await unlockVault(quickDeps, two, byPassphrase));
    const rewrapped = after.rewrapped?.[0]?.wrapped ?? fail();
    expect((await old.loadKey(VAULT_KEY, keyPlace('d'), rewrapped)).ok).toBe(false);
  });

  test('a passphrase takes the place of another', async () => {
    const { record } = await newVault();
    const [way] = record.ways;
    if (way?.kind !== 'passphrase') throw new Error('no way');
    const secret: WaySecret = { kind: 'passphrase', passphrase: 'tournée du soir, lundi' };
    const challenge = { kind: 'passphrase', salt: systemRandom.bytes(16), params: way.params } as const;
    const change = { wayId: wayIdOf(way), instead: { challenge, secret }, dossierKeys: noKeys };
    const after = unwrap(await removeWay(quickDeps, record, byPassphrase, change));
    expect([await opens(after, secret), await opens(after, byPassphrase)]).toEqual([true, false]);
  });

  test('the last way stays', async () => {
    const { record } = await newVault();
    const change = { wayId: wayIdOf(record.ways[0] ?? fail()), dossierKeys: noKeys };
    expect(await removeWay(quickDeps, record, byPassphrase, change)).toEqual(err({ type: 'LastWay' }));
  });

  test('a way that somebody wrote on the disk gets no new vault key', async () => {
    const [{ record }, other] = [await newVault(), await newVault()];
    const forged = { ...record, ways: [...record.ways, ...other.record.ways] };
    expect(await addWay(quickDeps, forged, byPassphrase, passkey())).toEqual(err({ type: 'VaultDamaged' }));
  });

  test('the vault key itself is another one after a way was removed or replaced', async () => {
    const { record } = await newVault();
    const key = passkey();
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const raw = async (of: VaultRecord): Promise<string> =>
      toHex(unwrap(await vaultKeyBy(quickDeps, of, key.secret)));
    const [way] = two.ways;
    const wayId = way ? wayIdOf(way) : fail();
    const instead: NewWay = {
      challenge: { kind: 'passphrase', salt: systemRandom.bytes(16), params: ARGON2_FLOOR },
      secret: { kind: 'passphrase', passphrase: 'une autre tournée' },
    };
    const removed = await removeWay(quickDeps, two, key.secret, { wayId, dossierKeys: noKeys });
    const replaced = await removeWay(quickDeps, two, byPassphrase, { wayId, instead, dossierKeys: noKeys });
    const keys = [await raw(two), await raw(unwrap(removed)), await raw(unwrap(replaced))];
    expect(new Set(keys).size).toBe(3);
  });

  test('a way whose kind of secret was altered opens nothing', async () => {
    const { record } = await newVault();
    const key = passkey();
    const two = unwrap(await addWay(quickDeps, record, byPassphrase, key));
    const altered = {
      ...two,
      ways: two.ways.map((way) => (way.kind === 'passkey' ? { ...way, credentialId: 'other' } : way)),
    };
    expect(await opens(altered, key.secret)).toBe(false);
  });

  test('a record of today has nothing to upgrade', async () => {
    const { record } = await newVault();
    expect(await upgradedRecord(quickDeps, record, byPassphrase)).toBeUndefined();
  });

  test('a vault in memory alone opens nothing after its lock', async () => {
    const vault = await createPassingVault(quickDeps);
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, 1));
    expect(unwrap(await vault.openJson(place, sealed))).toBe(1);
    vault.lock();
    expect(await vault.openJson(place, sealed)).toEqual(err({ type: 'VaultLocked' }));
  });
});

const fail = (): never => {
  throw new Error('nothing there');
};
