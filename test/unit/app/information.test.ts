import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InformationDesk, Notes } from '#app/information-port.ts';
import { unwrap } from '#base/result.ts';
import { signIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const INFORMATION = {
  updatedOn: '2026-11-02',
  service: { name: { fr: 'Aide', en: 'Help' }, phone: '01 99 00 15 10' },
  software: [],
};

function memoryNotes(): Notes & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
  };
}

let folder: string;
let world: ServedWorld;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
  const path = join(folder, 'information.json');
  await writeFile(path, JSON.stringify(INFORMATION));
  world = await servedWorld({ information: path });
}, 60_000);
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

const network = () => ({ state: 'up' as 'up' | 'down', requests: [] as string[] });
const device = (more: object, over = network()): Promise<AppDevice> =>
  world.device(over, undefined, undefined, more);
const deskOf = async ({ relais }: AppDevice): Promise<InformationDesk> => unwrap(await relais.information());
const asked = (requests: readonly string[]): number =>
  requests.filter((request) => request.includes('information.current')).length;

describe('what the operator tells of this instance', () => {
  test('is had without a session, and opens again without a network, with when it was received', async () => {
    const notes = memoryNotes();
    const over = network();
    const desk = await deskOf(await device({ notes }, over));
    expect(desk.kept()).toBeUndefined();
    expect(unwrap(await desk.refresh()).information).toEqual(INFORMATION);
    over.state = 'down';
    const later = await deskOf(await device({ notes }, over));
    expect(await later.refresh()).toEqual({ ok: false, error: { type: 'Offline' } });
    expect(later.kept()).toEqual({ information: INFORMATION, receivedAt: expect.any(Number) as number });
  });

  test('comes by itself after a sign-in, and is not asked for again within the day', async () => {
    const notes = memoryNotes();
    const over = network();
    const app = await device({ notes }, over);
    await signIn(app, 'cps-generaliste');
    await vi.waitFor(() => expect(notes.texts.get('relais-information')).toContain('01 99 00 15 10'));
    const before = asked(over.requests);
    const desk = await deskOf(app);
    expect(await desk.keepYoung()).toBe(true);
    expect(asked(over.requests)).toBe(before);
  });

  test('is nothing that it does not understand, and a storage that refuses only forgets', async () => {
    const notes = memoryNotes();
    notes.setItem('relais-information', '{"information":{"phone":1}}');
    expect((await deskOf(await device({ notes }))).kept()).toBeUndefined();
    const full = { getItem: () => null, setItem: () => expect.fail('QuotaExceededError') };
    const desk = await deskOf(await device({ notes: full }));
    expect((await desk.refresh()).ok).toBe(true);
    expect(desk.kept()).toBeUndefined();
  });
});
