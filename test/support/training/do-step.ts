import type { RunningExercise } from '#app/exercise/exercise.svelte.ts';
import { EXERCISE_PASSPHRASE, EXERCISE_PIN, LEARNER } from '#app/exercise/staff.ts';
import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { identifyBeneficiary, type BeneficiaryIdentity } from '#domain/identity/beneficiary.ts';
import type { Check, ExerciseDevice } from '#training/act.ts';
import type { PersonId } from '#training/people.ts';
import { sceneDocument, type DocumentKey } from '#training/scene-documents.ts';

type Running = Pick<RunningExercise, 'relais' | 'putCard' | 'setNetwork' | 'pathOf'>;

/** Does what a step asks for, through the port of the pages and the switches of the guide: nothing else is at hand. */
export async function doStep(running: Running, check: Check): Promise<void> {
  const { relais } = running;
  const dossierId = 'person' in check ? dossierIdOf(running, check.person) : undefined;
  switch (check.type) {
    case 'vitaleRead':
      await readCard(running, check.person);
      break;
    case 'dossierCreated':
      await create(running, check);
      break;
    case 'accessAuthorised':
      sure(await relais.authoriseMyself(given(dossierId), { kind: 'vitale', readAt: 1 }));
      break;
    case 'dossierOpened':
      sure(await relais.openDossier(given(dossierId)));
      break;
    case 'documentRead':
      await read(running, given(check.document));
      break;
    case 'documentAdded':
      await add(running, given(dossierId), check);
      break;
    case 'visibilityChanged':
      await changeDocument(running, check);
      break;
    case 'oppositionsSet':
      sure(
        await relais.change({
          type: 'setOppositions',
          dossierId: given(dossierId),
          breakGlass: check.breakGlass ?? false,
          dispatchCentre: check.dispatchCentre ?? false,
        }),
      );
      break;
    case 'tracesRead':
      sure(await relais.traces(given(dossierId), null));
      break;
    case 'confidentialBegun':
      relais.setConfidential(dossierId);
      break;
    case 'confidentialEnded':
      relais.setConfidential(undefined);
      break;
    case 'emergencyOpened':
      await breakGlass(running, check.person);
      break;
    case 'emergencyEnded':
      sure(await relais.endEmergency());
      break;
    case 'emergencyNoted':
      await noteEmergency(running);
      break;
    case 'devicesListed':
      sure(await relais.devices());
      break;
    case 'wipeAsked':
      await wipe(running, given(check.device));
      break;
    case 'vaultLocked':
      relais.lockVault();
      break;
    case 'vaultUnlocked':
      sure(await relais.unlockVault(LEARNER.psIdNat, EXERCISE_PASSPHRASE));
      break;
    case 'networkLost':
      running.setNetwork(false);
      break;
    case 'outboxSent':
      running.setNetwork(true);
      break;
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the step does not say of whom or what');
  return value;
}

/** Without a network what was written waits: that is no failure. */
function sure(result: Result<unknown, { type: string }>): void {
  if (!result.ok && result.error.type !== 'Offline') throw new Error(JSON.stringify(result.error));
}

const dossierIdOf = ({ relais, pathOf }: Running, person: PersonId | undefined): DossierId | undefined => {
  const path = pathOf(`/:${given(person)}`).slice(1);
  return (
    [...relais.view.dossiers, ...relais.view.pending].find((line) => line.dossierId === path)?.dossierId ??
    (path === '' ? undefined : (path as DossierId))
  );
};

async function readCard(
  { relais, putCard }: Running,
  person: PersonId | undefined,
): Promise<BeneficiaryIdentity> {
  putCard(given(person));
  const read = await relais.readVitale();
  const [only] = read.ok ? read.value.persons : [];
  return identifyBeneficiary(given(only));
}

async function create(running: Running, wanted: Extract<Check, { type: 'dossierCreated' }>): Promise<void> {
  const identity = await readCard(running, wanted.person);
  if (identity.kind !== 'identified') throw new Error('no identifier');
  const { breakGlass = true, dispatchCentre = true } = wanted;
  sure(
    await running.relais.createDossier({
      holder: identity.traits,
      insC: identity.insC,
      record: {
        informed: { at: 1, brochureVersion: CURRENT_BROCHURE },
        consent: { at: 2, breakGlass, dispatchCentre },
        identified: { vitaleReadAt: 3, confirmedAt: 4 },
      },
    }),
  );
}

async function entriesOf({ relais }: Running) {
  const ids = [...relais.view.dossiers, ...(relais.view.emergency ? [relais.view.emergency] : [])];
  const all = await Promise.all(ids.map(({ dossierId }) => relais.dossier(dossierId)));
  return all.flatMap((found, at) =>
    found.ok ? found.value.entries.map((entry) => ({ entry, dossierId: given(ids[at]).dossierId })) : [],
  );
}

async function find(running: Running, key: DocumentKey) {
  const { title } = sceneDocument(key, 'fr');
  return given((await entriesOf(running)).find(({ entry }) => entry.title === title));
}

async function read(running: Running, key: DocumentKey): Promise<void> {
  const { entry, dossierId } = await find(running, key);
  const content = await running.relais.content(dossierId, entry.documentId);
  if (!content.ok) throw new Error(content.error.type);
  sure(await content.value.source.whole());
}

async function add(
  { relais }: Running,
  dossierId: DossierId,
  wanted: Extract<Check, { type: 'documentAdded' }>,
): Promise<void> {
  const prepared = await relais.prepareDocument(dossierId, { name: 'note.txt', file: new Blob(['note']) });
  if (!prepared.ok) throw new Error(prepared.error.type);
  const { hiddenFromRepresentatives = false } = wanted;
  const description = { ...prepared.value.description, typeCode: '11506-3' };
  sure(
    await relais.addDocument(dossierId, {
      ...prepared.value,
      description,
      visibility: { ...VISIBLE_TO_ALL, hiddenFromRepresentatives },
    }),
  );
}

async function changeDocument(
  running: Running,
  { document, change }: Extract<Check, { type: 'visibilityChanged' }>,
): Promise<void> {
  const key = given(document);
  if (key === 'own') throw new Error('an own document is not known by a key');
  const { entry, dossierId } = await find(running, key);
  const { documentId, version: basedOn } = entry;
  sure(
    await running.relais.change({
      type: 'changeDocument',
      dossierId,
      documentId,
      change: given(change),
      basedOn,
    }),
  );
}

async function breakGlass(running: Running, person: PersonId | undefined): Promise<void> {
  const identity = await readCard(running, person);
  if (identity.kind !== 'identified') throw new Error('no identifier');
  running.putCard('cps');
  const opened = await running.relais.openEmergency({
    mode: 'bris_de_glace',
    search: { by: 'insC', insC: identity.insC },
    reason: 'Inconscience',
    proof: { kind: 'card', pin: EXERCISE_PIN },
  });
  if (!opened.ok || opened.value.kind !== 'opened') throw new Error('the glass did not break');
}

async function noteEmergency({ relais }: Running): Promise<void> {
  const mine = await relais.myEmergencies();
  const access = given(mine.ok ? mine.value[0] : undefined);
  const { dossierId, accessId } = access;
  sure(await relais.change({ type: 'noteEmergency', dossierId, accessId, text: 'Allergies lues' }));
}

async function wipe({ relais }: Running, device: ExerciseDevice): Promise<void> {
  const listed = await relais.devices();
  const found = listed.ok ? listed.value.find(({ deviceId }) => deviceId.startsWith(device)) : undefined;
  sure(await relais.askWipe(given(found).deviceId));
}
