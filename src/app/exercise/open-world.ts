import type { InsC } from '#base/brand.ts';
import { sha256, toHex, utf8 } from '#base/bytes.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { NO_HOLDER_DATA } from '#domain/dossier/holder-data.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { ExerciseAct } from '#training/act.ts';
import type { Scene, SceneDossier } from '#training/module.ts';
import { exercisePerson, PERSON_IDS, type ExercisePerson, type PersonId } from '#training/people.ts';
import { sceneDocument, type DocumentKey, type Language } from '#training/scene-documents.ts';
import { stationLine } from './cards.ts';
import { documentIdOf, dossierIdOf, hashOf } from './ids.ts';
import { showWorld } from './shown-dossier.ts';
import { DOCTOR, LEARNER } from './staff.ts';
import { addAct, addTrace, type WorldDocument, type WorldDossier } from './world-dossier.ts';
import type { World } from './world.ts';
import { ViewState } from '../view.svelte.ts';
import { isoDate } from '../iso-date.ts';

const DAY_MS = 86_400_000;
const SESSION_MS = DAY_MS / 2;

type Given = {
  scene: Scene;
  language: Language;
  now: () => number;
  note: (act: ExerciseAct) => void;
};

/** Builds the world in which an exercise begins. */
export async function openWorld({ scene, language, now, note }: Given): Promise<World> {
  const people = await peopleAt(now());
  let made = 0;
  const world: World = {
    scene,
    language,
    view: signedInView(now()),
    now,
    people,
    dossiers: new Map(),
    outbox: [],
    wiping: new Set(),
    noted: new Set(),
    next: () => ++made,
    note,
    card: undefined,
  };
  for (const wanted of scene.dossiers) await fill(world, wanted);
  showWorld(world);
  return world;
}

function signedInView(now: number): ViewState {
  const view = new ViewState(false, () => () => undefined);
  view.ready = true;
  view.online = true;
  view.session = { professional: LEARNER, expiresAt: now + SESSION_MS };
  view.vaults = [{ owner: LEARNER.psIdNat, name: LEARNER.name }];
  view.vault = 'open';
  view.owner = LEARNER;
  view.lastSuccessAt = now;
  view.triesOfCard = 3;
  view.stationLines = [stationLine(false)];
  return view;
}

async function peopleAt(now: number): Promise<World['people']> {
  const people = new Map<PersonId, { person: ExercisePerson; insC: InsC }>();
  for (const id of PERSON_IDS) {
    const person = exercisePerson(id, now);
    const identity = await identifyBeneficiary(person);
    if (identity.kind !== 'identified') throw new Error('a person of the exercises has no identifier');
    people.set(id, { person, insC: identity.insC });
  }
  return people;
}

export function traitsOf({ familyName, firstName, birthDate, sex }: ExercisePerson): HolderTraits {
  const [year, month, day] = [birthDate.slice(0, 4), birthDate.slice(4, 6), birthDate.slice(6)];
  return { familyName, firstName, birthDate: `${year}-${month}-${day}`, sex };
}

/** A dossier of nobody's but the world's, empty. */
export function newDossier(
  world: World,
  person: PersonId,
  given: Pick<WorldDossier, 'createdAt' | 'createdBy' | 'pending' | 'onDevice'>,
): WorldDossier {
  const known = world.people.get(person);
  if (!known) throw new Error('no such person');
  const dossier: WorldDossier = {
    dossierId: dossierIdOf(PERSON_IDS.indexOf(person) + 1),
    person,
    holder: traitsOf(known.person),
    insC: known.insC,
    acts: [],
    details: new Map(),
    documents: [],
    waiting: [],
    traces: [],
    starred: new Set(),
    holderData: NO_HOLDER_DATA,
    version: 1,
    pinned: false,
    openedAt: world.now(),
    ...given,
  };
  world.dossiers.set(dossier.dossierId, dossier);
  return dossier;
}

async function fill(world: World, wanted: SceneDossier): Promise<void> {
  const now = world.now();
  const createdAt = now - 200 * DAY_MS;
  const { person, open } = wanted;
  const dossier = newDossier(world, person, { createdAt, createdBy: DOCTOR, pending: false, onDevice: open });
  dossier.pinned = open;
  const until = now + AUTHORISATION_MS / 2;
  const grant = (professional: typeof DOCTOR, at: number): void =>
    addAct(
      dossier,
      { kind: 'granted', professional: professional.psIdNat, until },
      { by: professional, at, presence: 'vitale' },
    );
  addTrace(dossier, 'createDossier', { at: createdAt, actor: DOCTOR, because: 'dossierAbsent' });
  grant(DOCTOR, createdAt);
  if (open) grant(LEARNER, now - 30 * DAY_MS);
  if (wanted.represented) represent(dossier, createdAt);
  if (wanted.refusesBreakGlass)
    addAct(
      dossier,
      { kind: 'oppositionsSet', breakGlass: true, dispatchCentre: false },
      { by: DOCTOR, at: createdAt },
    );
  for (const key of wanted.documents) await addSceneDocument(world, dossier, key);
}

function represent(dossier: WorldDossier, at: number): void {
  const representativeId = documentIdOf(0xfffff);
  const { familyName, birthDate } = dossier.holder;
  addAct(
    dossier,
    { kind: 'representativeRecorded', representativeId, endsAt: majorityOf(birthDate) ?? null },
    {
      by: DOCTOR,
      at,
      representative: { representativeId, role: 'mother', familyName, firstName: 'CLAIRE' },
    },
  );
}

async function addSceneDocument(world: World, dossier: WorldDossier, key: DocumentKey): Promise<void> {
  const { title, text, facts, typeCode, daysAgo } = sceneDocument(key, world.language);
  const bytes = utf8(text);
  const submittedAt = world.now() - daysAgo * DAY_MS;
  const documentId = documentIdOf(world.next());
  const document: WorldDocument = {
    key,
    content: new Blob([bytes]),
    entry: {
      documentId,
      logicalId: documentId,
      title,
      typeCode,
      mediaType: 'text/plain',
      size: bytes.length,
      sha256: hashOf(toHex(await sha256(bytes))),
      createdAt: isoDate(new Date(submittedAt)),
      visibility: VISIBLE_TO_ALL,
      version: '1',
      status: 'current',
      depositor: DOCTOR,
      submittedAt,
      reading: { extractor: 0, facts, text: 'whole' },
      text,
    },
  };
  dossier.documents.push(document);
  addTrace(dossier, 'provideDocument', { at: submittedAt, actor: DOCTOR, because: 'feeding', documentId });
}
