import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { err, ok, unwrap } from '#base/result.ts';
import { sha256, utf8 } from '#base/bytes.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import type { VaultPasskeys } from '#app/vault-secrets.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, PASSPHRASE, pinOf, PRESENT, sent, signIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
const opened: AppDevice[] = [];
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

/** An authenticator whose PRF is a hash: as steady as a real one. */
function passkeys(): VaultPasskeys {
  const known = new Set<string>();
  return {
    async create() {
      const id = systemRandom.uuid();
      known.add(id);
      return ok(id);
    },
    async evaluate(asks) {
      const found = asks.find(({ credentialId }) => known.has(credentialId));
      if (!found) return err({ type: 'Cancelled' });
      const { credentialId, salt } = found;
      return ok({ credentialId, output: await sha256(utf8(credentialId), salt) });
    },
  };
}

async function device(): Promise<{ device: AppDevice; name: string }> {
  const name = systemRandom.uuid();
  const ports = { vaultPasskeys: passkeys(), database: name };
  const started = await world.device({ state: 'up', requests: [] }, undefined, undefined, ports);
  opened.push(started);
  return { device: started, name };
}
const byPassphrase = { kind: 'passphrase', passphrase: PASSPHRASE } as const;

describe('ways to unlock, in the app', () => {
  test('a passkey and the card are added, each opens after a restart, and a removed one does not', async () => {
    const { device: first } = await device();
    await signIn(first, 'cps-infirmiere');
    unwrap(await first.relais.createVault(PASSPHRASE));
    const pin = first.relais.demoDesk?.cards.find(({ id }) => id === 'cps-infirmiere')?.pin;
    await first.relais.demoDesk?.insert('cps-infirmiere');
    unwrap(await first.relais.vault.addWay(byPassphrase, { kind: 'passkey', label: 'Tablette' }));
    unwrap(await first.relais.vault.addWay({ kind: 'passkey' }, { kind: 'card', pin }));
    const next = await first.restart();
    opened.push(next);
    const { relais } = next;
    const owner = relais.view.vaults[0]?.owner;
    if (!owner) throw new Error('no vault');
    const { ways } = await relais.vault.lockedState(owner);
    expect(ways.map(({ kind }) => kind)).toEqual(['passkey', 'card', 'passphrase']);
    await relais.demoDesk?.insert('cps-infirmiere');
    for (const proof of [{ kind: 'passkey' }, { kind: 'card', pin }, byPassphrase] as const) {
      unwrap(await relais.vault.unlock(owner, proof));
      expect(relais.view.vault).toBe('open');
      if (proof.kind !== 'passphrase') relais.lockVault();
    }
    const passkey = ways.find(({ kind }) => kind === 'passkey')?.id ?? '';
    unwrap(await relais.vault.removeWay(byPassphrase, passkey));
    expect(relais.view.vault).toBe('open');
    relais.lockVault();
    expect(await relais.vault.unlock(owner, { kind: 'passkey' })).toEqual(
      err({ type: 'PasskeyUnavailable' }),
    );
    unwrap(await relais.vault.unlock(owner, { kind: 'card', pin }));
    const card = ways.find(({ kind }) => kind === 'card')?.id ?? '';
    unwrap(await relais.vault.removeWay(byPassphrase, card));
    const last = ways.find(({ kind }) => kind === 'passphrase')?.id ?? '';
    expect(await relais.vault.removeWay(byPassphrase, last)).toEqual(err({ type: 'LastWay' }));
  }, 120_000);

  test('a lock in the middle of a change stays, and the change is made', async () => {
    const { device: first } = await device();
    const { relais } = first;
    await signIn(first, 'cps-infirmiere');
    unwrap(await relais.createVault(PASSPHRASE));
    const owner = relais.view.owner?.psIdNat;
    if (!owner) throw new Error('no vault');
    const [way] = (await relais.vault.lockedState(owner)).ways;
    const changing = relais.vault.changePassphrase(byPassphrase, way?.id ?? '', 'cinq autres mots sans lien');
    relais.lockVault();
    unwrap(await changing);
    expect(relais.view.vault).toBe('locked');
    expect(await relais.unlockVault(owner, PASSPHRASE)).toEqual(err({ type: 'WrongPassphrase' }));
    unwrap(await relais.unlockVault(owner, 'cinq autres mots sans lien'));
  }, 60_000);

  test('the card opens it at a reader of this machine without a network, after a restart too', async () => {
    const { device: first } = await device();
    await signIn(first, 'cps-infirmiere');
    unwrap(await first.relais.createVault(PASSPHRASE));
    const pin = pinOf(first.relais, 'cps-infirmiere');
    await first.relais.demoDesk?.insert('cps-infirmiere');
    unwrap(await first.relais.vault.addWay(byPassphrase, { kind: 'card', pin }));
    first.network.state = 'down';
    const { relais } = await first.restart();
    opened.push({ ...first, relais });
    const owner = relais.view.vaults[0]?.owner;
    if (!owner) throw new Error('no vault');
    await relais.demoDesk?.insert('cps-infirmiere');
    unwrap(await relais.vault.unlock(owner, { kind: 'card', pin }));
    expect(relais.view.vault).toBe('open');
  }, 60_000);

  test('wrong passphrases make the next wait, over a restart too, and the right one ends it', async () => {
    const { device: first, name } = await device();
    await signIn(first, 'cps-infirmiere');
    unwrap(await first.relais.createVault(PASSPHRASE));
    first.relais.lockVault();
    const owner = first.relais.view.vaults[0]?.owner;
    if (!owner) throw new Error('no vault');
    for (let n = 0; n < 3; n++)
      expect(await first.relais.unlockVault(owner, 'une autre phrase')).toEqual(
        err({ type: 'WrongPassphrase' }),
      );
    const next = await first.restart();
    opened.push(next);
    const waiting = await next.relais.unlockVault(owner, PASSPHRASE);
    expect(waiting).toMatchObject({ ok: false, error: { type: 'TooManyTries' } });
    const { waitMs } = await next.relais.vault.lockedState(owner);
    expect(waitMs).toBeGreaterThan(0);
    const db = new DeviceDatabase(name);
    await db.professionals.toCollection().modify((row) => {
      row.tries = { failures: 3, waitMs: 0 };
    });
    unwrap(await next.relais.unlockVault(owner, PASSPHRASE));
    expect((await db.professionals.toArray())[0]?.tries).toBeUndefined();
    db.close();
  }, 60_000);
});

describe('a shared workstation', () => {
  const namingSomebody = (db: DeviceDatabase) =>
    Promise.all([db.professionals, db.cardCache, db.choices].map((table) => table.count()));
  const databases = async () => (await indexedDB.databases()).map(({ name = '' }) => name);
  async function begin() {
    const { device: first, name } = await device();
    await signIn(first, 'cps-infirmiere');
    unwrap(await first.relais.vault.createPassing());
    const db = new DeviceDatabase(name);
    const [{ vaultId } = { vaultId: '' }] = await db.passing.toArray();
    // neither before, nor now, nor after: a row that was deleted is still on a disk
    expect(await namingSomebody(db)).toEqual([0, 0, 0]);
    db.close();
    expect((await databases()).filter((one) => one.includes(vaultId))).toHaveLength(2);
    return { first, name, vaultId };
  }
  async function nothingLeft(name: string, vaultId: string): Promise<void> {
    const db = new DeviceDatabase(name);
    expect([...(await namingSomebody(db)), await db.passing.count()]).toEqual([0, 0, 0, 0]);
    db.close();
    expect((await databases()).filter((one) => one.includes(vaultId))).toEqual([]);
  }

  test('keeps nothing after the sign-out', async () => {
    const { first, name, vaultId } = await begin();
    expect(first.relais.view.passing).toBe(true);
    await first.relais.signOut();
    await nothingLeft(name, vaultId);
    expect([first.relais.view.vault, first.relais.view.session]).toEqual(['none', undefined]);
  }, 60_000);

  test('keeps no draft either: what was being typed goes with the vault', async () => {
    const { first, name, vaultId } = await begin();
    first.relais.vault.holdDraft('note', () => 'à moitié tapé');
    await first.relais.signOut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await nothingLeft(name, vaultId);
  }, 60_000);

  test('refuses a document while nothing can be sent, and hands over what waits all the same', async () => {
    const { first } = await begin();
    const { relais, network } = first;
    const dossierId = await newDossier(relais, 'vitale-pat-trois');
    await sent(relais);
    // the network goes between the page and the writing: it waits, and can be taken along
    network.state = 'down';
    await addNote(relais, dossierId, 'au dernier moment');
    const waiting = relais.view.outbox.filter(({ state }) => state !== 'sent');
    const line = waiting.find(({ what }) => what === 'provideDocument');
    const { fileName, bytes } = unwrap(await relais.exportUnsent(line?.id ?? ''));
    expect([fileName, await new Blob([bytes]).text()]).toEqual([
      'au dernier moment.txt',
      'Note au dernier moment',
    ]);
    // once it is known, nothing more is written
    await relais.syncNow();
    await vi.waitFor(() => expect(relais.view.online).toBe(false));
    const file = { name: 'note.txt', file: new Blob(['Note']) };
    const prepared = unwrap(await relais.prepareDocument(dossierId, file));
    const refused = err({ type: 'PassingOffline' });
    expect(await relais.addDocument(dossierId, prepared)).toEqual(refused);
    expect(await relais.authoriseMyself(dossierId, PRESENT)).toEqual(refused);
    expect(relais.view.outbox.filter(({ state }) => state !== 'sent')).toHaveLength(waiting.length);
    await relais.signOut();
  }, 60_000);

  test('keeps nothing after a kill and a new start', async () => {
    const { name, vaultId } = await begin();
    // nobody told the app to end: the next one starts over what it left
    const next = await world.device({ state: 'up', requests: [] }, undefined, undefined, { database: name });
    opened.push(next);
    await nothingLeft(name, vaultId);
    expect(next.relais.view.session).toBeUndefined();
  }, 60_000);
});
