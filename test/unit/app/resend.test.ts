import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Relais } from '#app/port.ts';
import { resentId } from '#app/resend.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, PASSPHRASE, sent, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
const opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

const refusedIn = ({ view }: Relais) => view.outbox.filter(({ state }) => state === 'refused');

/** A device whose nurse added a document of a type that no nomenclature knows: the server refused it. */
async function withRefused(name: string): Promise<{ device: AppDevice; dossierId: DossierId; id: string }> {
  const device = await atWork(world, 'cps-infirmiere');
  opened.push(device);
  const { relais } = device;
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  const file = new Blob([`Note ${name}`]);
  const prepared = unwrap(await relais.prepareDocument(dossierId, { name: `${name}.txt`, file }));
  const hiddenFromHolder = {
    hiddenFromProfessionals: false,
    hiddenFromHolder: true,
    hiddenFromRepresentatives: false,
  };
  const description = { ...prepared.description, typeCode: '00000-0', author: { name: 'Docteur Exemple' } };
  unwrap(await relais.addDocument(dossierId, { ...prepared, description, visibility: hiddenFromHolder }));
  await vi.waitFor(() => expect(refusedIn(relais)).toHaveLength(1), { timeout: 10_000 });
  return { device, dossierId, id: refusedIn(relais)[0]?.id ?? '' };
}

const corrected = async (relais: Relais, id: string) => {
  const prepared = unwrap(await relais.correctRefused(id));
  return { ...prepared, description: { ...prepared.description, typeCode: '11506-3' } };
};

const onServer = async (relais: Relais, dossierId: DossierId, title: string): Promise<number> => {
  await relais.syncNow();
  return (await titlesIn(relais, dossierId)).filter((one) => one === title).length;
};

/** The next removal of a row of the quarantine fails, as if the page were killed there. */
function killAtDiscard(): () => void {
  const kill = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
    this: IDBObjectStore,
  ) {
    throw new DOMException(`killed at ${this.name}`, 'AbortError');
  });
  return () => kill.mockRestore();
}

describe('a refused document', () => {
  test('comes back into the form with what its author said of it, and is sent corrected in its own place', async () => {
    const { device, dossierId, id } = await withRefused('à corriger');
    const { relais } = device;
    const prepared = unwrap(await relais.correctRefused(id));
    expect(prepared).toMatchObject({
      corrects: id,
      description: { title: 'à corriger', typeCode: '00000-0', author: { name: 'Docteur Exemple' } },
      visibility: { hiddenFromHolder: true },
    });
    expect(await prepared.file.text()).toBe('Note à corriger');
    unwrap(await relais.addDocument(dossierId, await corrected(relais, id)));
    expect(refusedIn(relais)).toEqual([]);
    await sent(relais);
    expect(await onServer(relais, dossierId, 'à corriger')).toBe(1);
  }, 60_000);

  test('that was replaced when the page was killed before the old one went leaves only the new one at the next start', async () => {
    const { device, dossierId, id } = await withRefused('coupée');
    const again = await corrected(device.relais, id);
    device.network.state = 'down';
    const restore = killAtDiscard();
    expect((await device.relais.addDocument(dossierId, again)).ok).toBe(false);
    restore();
    const written = device.relais.view.outbox.filter(({ title }) => title === 'coupée');
    expect(written.map(({ state }) => state).sort()).toEqual(['refused', 'waiting']);

    device.network.state = 'up';
    const restarted = await device.restart();
    opened.push(restarted);
    unwrap(await restarted.relais.unlockVault(restarted.relais.view.vaults[0]?.owner ?? fail(), PASSPHRASE));
    expect(refusedIn(restarted.relais)).toEqual([]);
    await sent(restarted.relais);
    expect(await onServer(restarted.relais, dossierId, 'coupée')).toBe(1);
  }, 60_000);

  test('that is sent again twice, because the first time seemed to fail, arrives once', async () => {
    const { device, dossierId, id } = await withRefused('deux fois');
    const { relais } = device;
    const again = await corrected(relais, id);
    const restore = killAtDiscard();
    await relais.addDocument(dossierId, again);
    restore();
    await sent(relais);
    unwrap(await relais.addDocument(dossierId, again));
    await sent(relais);
    expect(await onServer(relais, dossierId, 'deux fois')).toBe(1);
    expect(refusedIn(relais).map(({ refused }) => refused)).toEqual(['documentExists']);
  }, 60_000);

  test('that could not be written anew stays where it is', async () => {
    const { device, dossierId, id } = await withRefused('disque plein');
    const { relais } = device;
    const again = await corrected(relais, id);
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await relais.addDocument(dossierId, again)).toEqual({ ok: false, error: { type: 'StorageFull' } });
    full.mockRestore();
    await relais.syncNow();
    expect(refusedIn(relais).map(({ title }) => title)).toEqual(['disque plein']);
    unwrap(await relais.addDocument(dossierId, again));
    await sent(relais);
    expect(await onServer(relais, dossierId, 'disque plein')).toBe(1);
  }, 60_000);

  test('is a file to hand over, whether it waits or was refused', async () => {
    const { device, dossierId, id } = await withRefused('à remettre');
    const { relais, network } = device;
    network.state = 'down';
    await addNote(relais, dossierId, 'en attente');
    for (const one of [id, relais.view.outbox.find(({ state }) => state === 'waiting')?.id ?? '']) {
      const { fileName, bytes } = unwrap(await relais.exportUnsent(one));
      expect(`${fileName} ${await new Blob([bytes]).text()}`).toMatch(
        /^à remettre\.txt Note à remettre$|^en attente\.txt Note en attente$/,
      );
    }
  }, 60_000);
});

test('the identifier of the corrected document follows from that of the refused one', async () => {
  const refused = '00000000-0000-4000-8000-000000000001' as DocumentId;
  const id = await resentId(refused);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await resentId(refused)).toBe(id);
  expect(await resentId(id)).not.toBe(id);
});

function fail(): never {
  throw new Error('no vault');
}
