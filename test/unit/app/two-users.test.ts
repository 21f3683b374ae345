import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, PASSPHRASE, PRESENT, sent, signIn, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { databaseNames, storedText } from '#test/support/app/stored-text.ts';

const NAMES = ['pansement du soir', 'glycémie du soir', 'tension du soir'];

let world: ServedWorld;
let before: string[];
const opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
  before = await databaseNames();
}, 60_000);
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

/** The tablet with the nurse's unsent notes, locked; and the keys of what waits. */
async function leftByTheNurse() {
  const device = await atWork(world, 'cps-infirmiere');
  opened.push(device);
  const { relais, network } = device;
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  await sent(relais);
  network.state = 'down';
  for (const name of NAMES) await addNote(relais, dossierId, name);
  const owner = relais.view.owner?.psIdNat;
  if (!owner) throw new Error('no vault');
  relais.lockVault();
  return { device, dossierId, owner };
}

test('two professionals of one tablet have two vaults, and neither reads, sends or loses what is the other’s', async () => {
  const { device, dossierId, owner } = await leftByTheNurse();
  const { relais, network } = device;
  const written = async (): Promise<string[]> =>
    (await titlesIn(relais, dossierId)).filter((title) => [...NAMES, 'avis de garde'].includes(title));
  // the doctor signs in, works in the same dossier with a vault of their own, and leaves
  network.state = 'up';
  await signIn(device, 'cps-urgentiste');
  unwrap(await relais.createVault('une autre phrase'));
  unwrap(await relais.authoriseMyself(dossierId, PRESENT));
  await sent(relais);
  unwrap(await relais.openDossier(dossierId));
  await addNote(relais, dossierId, 'avis de garde');
  await sent(relais);
  await relais.syncNow();
  // of the nurse's notes the doctor sees neither lines nor titles nor a count, and has not sent them
  expect(relais.view.unsent).toBe(0);
  expect(relais.view.outbox.map(({ title }) => title)).not.toEqual(expect.arrayContaining(NAMES));
  expect(await written()).toEqual(['avis de garde']);
  expect(await relais.unlockVault(owner, 'une autre phrase')).toMatchObject({ ok: false });
  const stored = await storedText(before);
  for (const name of [...NAMES, 'avis de garde']) expect(stored).not.toContain(name);
  await relais.signOut();

  // how many wait is told, not what
  await vi.waitFor(() => expect(relais.view.unsent).toBe(NAMES.length));
  expect((await relais.vault.lockedState(owner)).unsent).toBe(NAMES.length);
  expect(relais.view.outbox).toEqual([]);

  // the nurse is back: all of it goes, once
  await signIn(device, 'cps-infirmiere');
  unwrap(await relais.unlockVault(owner, PASSPHRASE));
  await sent(relais);
  for (let again = 0; again < 2; again++) await relais.syncNow();
  expect((await written()).sort()).toEqual([...NAMES, 'avis de garde'].sort());
  expect(relais.view.outbox.filter(({ state }) => state === 'refused')).toEqual([]);
}, 90_000);
