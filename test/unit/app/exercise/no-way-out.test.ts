import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOk } from '#test/support/training/is-ok.ts';
import { openExercise } from '#app/exercise/exercise.svelte.ts';
import { EXERCISE_PIN } from '#app/exercise/staff.ts';
import { documentIdOf } from '#app/exercise/ids.ts';
import { isDossierId, type DossierId } from '#base/brand.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import { isFictional } from '#training/fictional-id.ts';
import type { Scene, TrainingModule } from '#training/module.ts';
import { restingRelais } from '#test/support/training/real-part.ts';

const FOLDER = 'src/app/exercise';
const NOW = Date.UTC(2026, 10, 23, 9);
const ADULT: Scene = {
  cards: ['jeanne'],
  dossiers: [{ person: 'jeanne', open: false, documents: ['allergyNote'] }],
};

async function open(scene: Scene) {
  const module: TrainingModule = {
    id: 'create',
    minutes: 1,
    pages: [],
    exercise: { scene, steps: [] },
    quiz: [],
  };
  let clock = NOW;
  const running = await openExercise({
    module,
    language: 'fr',
    now: () => clock++,
    real: restingRelais,
    done: [],
  });
  if (!running) throw new Error('no exercise');
  return running;
}
const idIn = (path: string): DossierId => {
  const id = path.slice(1);
  if (!isDossierId(id)) throw new Error('no dossier');
  return id;
};

describe('the world of an exercise', () => {
  it('knows no store, no vault, no synchronisation and no network', () => {
    for (const file of readdirSync(FOLDER)) {
      const code = readFileSync(join(FOLDER, file), 'utf8');
      const rooms = [
        ...code.matchAll(/from '(#(?:store|vault|sync|readers|demo|server)\/[^']*|#wire\/client[^']*)'/g),
      ];
      expect([file, rooms.map(([, room]) => room)]).toEqual([file, []]);
      expect([file, /\b(fetch|indexedDB|localStorage|sessionStorage|navigator)\b/.exec(code)?.[0]]).toEqual([
        file,
        undefined,
      ]);
    }
  });

  it('knows a real dossier no more than the real app knows its own', async () => {
    const { relais } = await open(ADULT);
    const real = idIn(`/${crypto.randomUUID()}`);
    expect(isOk(await relais.openDossier(real))).toBe(false);
    expect(isOk(await relais.dossier(real))).toBe(false);
    expect(isOk(await relais.content(real, documentIdOf(1)))).toBe(false);
    expect(relais.view.dossiers.every(({ dossierId }) => isFictional(dossierId))).toBe(true);
  });

  it('refuses what the rules refuse: a dossier without an authorisation', async () => {
    const { relais, pathOf } = await open(ADULT);
    const id = idIn(pathOf('/:jeanne'));
    expect(await relais.openDossier(id)).toMatchObject({
      ok: false,
      error: { type: 'Refused', code: 'notAuthorised' },
    });
  });

  it('breaks no glass against the holder’s refusal, without a network, or by a wrong code', async () => {
    const scene: Scene = {
      cards: ['jeanne'],
      dossiers: [{ person: 'jeanne', open: false, documents: [], refusesBreakGlass: true }],
    };
    const { relais, putCard, setNetwork } = await open(scene);
    putCard('jeanne');
    const read = await relais.readVitale();
    const [person] = read.ok ? read.value.persons : [];
    const identity = person && (await identifyBeneficiary(person));
    if (identity?.kind !== 'identified') throw new Error('no identifier');
    putCard('cps');
    const ask = (pin: string) =>
      relais.openEmergency({
        mode: 'bris_de_glace',
        search: { by: 'insC', insC: identity.insC },
        reason: 'Inconscience',
        proof: { kind: 'card', pin },
      });
    expect(await ask(EXERCISE_PIN)).toEqual({ ok: true, value: { kind: 'refused', because: 'opposed' } });
    expect(await ask('0000')).toMatchObject({ ok: false, error: { type: 'Card' } });
    setNetwork(false);
    expect(await ask(EXERCISE_PIN)).toMatchObject({ ok: false, error: { type: 'Offline' } });
    expect(relais.view.emergency).toBeUndefined();
  });

  it('takes nothing into a minor’s confidential session that the representatives would see', async () => {
    const { relais, pathOf } = await open({
      cards: [],
      dossiers: [{ person: 'zoe', open: true, documents: [], represented: true }],
    });
    const id = idIn(pathOf('/:zoe'));
    const prepared = await relais.prepareDocument(id, { name: 'note.txt', file: new Blob(['secret']) });
    if (!prepared.ok) throw new Error('not prepared');
    relais.setConfidential(id);
    const refused = await relais.addDocument(id, { ...prepared.value, visibility: VISIBLE_TO_ALL });
    expect(refused).toMatchObject({ ok: false, error: { code: 'confidentialSession' } });
    const hidden = { ...VISIBLE_TO_ALL, hiddenFromRepresentatives: true };
    expect(isOk(await relais.addDocument(id, { ...prepared.value, visibility: hidden }))).toBe(true);
  });

  it('hides a masked document from everybody but its author, and finds nothing in it', async () => {
    const { relais, pathOf } = await open({
      cards: [],
      dossiers: [{ person: 'paul', open: true, documents: ['bloodTest', 'doctorVisit'] }],
    });
    const id = idIn(pathOf('/:paul'));
    const titles = async (): Promise<readonly string[]> => {
      const dossier = await relais.dossier(id);
      return dossier.ok ? dossier.value.entries.map(({ title }) => title) : [];
    };
    const before = await relais.dossier(id);
    const entry = before.ok
      ? before.value.entries.find(({ title }) => title.startsWith('Résultat'))
      : undefined;
    if (!entry) throw new Error('no document');
    const { documentId, version: basedOn } = entry;
    const mask = { type: 'changeDocument', dossierId: id, documentId, change: 'mask', basedOn } as const;
    expect(isOk(await relais.change(mask))).toBe(true);
    expect(await titles()).toEqual(['Compte rendu de consultation (exercice)']);
    const desk = await relais.search();
    const hits = desk.ok ? await desk.value.inDossier(id, 'résultat', {}, 10) : desk;
    expect(hits.ok && hits.value.hits).toEqual([]);
  });
});
