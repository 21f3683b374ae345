import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import type { DossierId } from '#base/brand.ts';
import type { Relais } from '#app/port.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, sent, titlesIn } from '#test/support/app/people.ts';
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

async function offline(card: string): Promise<AppDevice & { dossierId: DossierId }> {
  const device = await atWork(world, 'cps-infirmiere');
  opened.push(device);
  const dossierId = await newDossier(device.relais, card);
  device.network.state = 'down';
  return { ...device, dossierId };
}

const lineOf = ({ view }: Relais, title: string) => {
  const line = view.outbox.find((one) => one.title === title);
  if (!line) throw new Error('no such line');
  return line;
};

const backOnline = async ({ network, relais }: AppDevice): Promise<void> => {
  network.state = 'up';
  await relais.syncNow();
  await sent(relais);
};

describe('an item that waits', () => {
  test('is taken back after tries that found no server; its number stays free, and what follows is sent', async () => {
    const device = await offline('vitale-pat-trois');
    const { relais, dossierId } = device;
    await addNote(relais, dossierId, 'avant');
    await addNote(relais, dossierId, 'retirée');
    await relais.syncNow();
    await addNote(relais, dossierId, 'après');
    const { id } = lineOf(relais, 'retirée');
    const plan = unwrap(await relais.planTakeBack(id));
    expect(plan).toEqual({ ids: [id], along: 0, loses: true });
    expect(unwrap(await relais.takeBack([id]))).toBe(true);
    expect(relais.view.outbox.map(({ title }) => title)).not.toContain('retirée');
    await backOnline(device);
    const titles = await titlesIn(relais, dossierId);
    expect(titles).toEqual(expect.arrayContaining(['avant', 'après']));
    expect(titles).not.toContain('retirée');
    expect(relais.view.outbox.filter(({ state }) => state === 'refused')).toEqual([]);
  }, 60_000);

  test('of which an answer was lost is not taken back, and arrives once', async () => {
    const device = await offline('vitale-pat-trois');
    const { relais, network, dossierId } = device;
    await addNote(relais, dossierId, 'peut-être reçue');
    const { id } = lineOf(relais, 'peut-être reçue');
    network.onAnswer = async (_request, answer) => {
      const holdsReceipt = (await answer.clone().text()).includes('"outcome"');
      if (!holdsReceipt) return answer;
      network.state = 'down';
      throw new TypeError('fetch failed');
    };
    network.state = 'up';
    await relais.syncNow();
    await vi.waitFor(() => expect(lineOf(relais, 'peut-être reçue').takeBack).toBe('maybeReceived'));
    expect(unwrap(await relais.planTakeBack(id))).toBeUndefined();
    expect(unwrap(await relais.takeBack([id]))).toBe(false);
    delete network.onAnswer;
    await backOnline(device);
    const titles = await titlesIn(relais, dossierId);
    expect(titles.filter((title) => title === 'peut-être reçue')).toHaveLength(1);
  }, 60_000);

  test('is not taken back with fewer than now depend on it', async () => {
    const device = await offline('vitale-pat-trois');
    const { relais, dossierId } = device;
    const documentId = await addNote(relais, dossierId, 'première');
    const { id } = lineOf(relais, 'première');
    const before = unwrap(await relais.planTakeBack(id));
    await relais.change({ type: 'changeDocument', dossierId, documentId, change: 'mask' });
    expect(unwrap(await relais.takeBack(before?.ids ?? []))).toBe(false);
    const now = unwrap(await relais.planTakeBack(id));
    expect(now).toMatchObject({ along: 1 });
    expect(unwrap(await relais.takeBack(now?.ids ?? []))).toBe(true);
    expect(relais.view.outbox.filter(({ state }) => state === 'waiting')).toEqual([]);
  }, 60_000);
});
