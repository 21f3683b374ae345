import { DEFAULT_EMERGENCY_CONSENTS } from '#domain/consent/creation-steps.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL, type Visibility } from '#domain/dossier/document-entry.ts';
import type { Relais } from '../port.ts';
import type { Check } from '#training/act.ts';
import type { Step } from '#training/module.ts';
import type { PersonId } from '#training/people.ts';
import { DOCUMENT_KEYS } from '#training/scene-documents.ts';
import { deviceIdOf } from './ids.ts';
import { addDocument } from './document-acts.ts';
import { endEmergency, openAccess } from './emergency-acts.ts';
import { traitsOf } from './open-world.ts';
import { setNetwork } from './outbox.ts';
import { EXERCISE_PASSPHRASE, LEARNER } from './staff.ts';
import { isRepresented } from '#domain/rights/rights.ts';
import { rightsOf, type WorldDossier } from './world-dossier.ts';
import { dossierOf, type World } from './world.ts';
import { isoDate } from '../iso-date.ts';

/**
 * An exercise that was left goes on: what its done steps asked for is done again in a fresh world, in their order, so
 * that nothing of what was typed there had to be kept anywhere.
 */
export async function replay(world: World, relais: Relais, steps: readonly Step[]): Promise<void> {
  for (const { check } of steps) await again(world, relais, check);
}

async function again(world: World, relais: Relais, check: Check): Promise<void> {
  const dossier = 'person' in check && check.person ? dossierOf(world, check.person) : undefined;
  switch (check.type) {
    case 'dossierCreated':
      if (check.person) await createAgain(world, relais, check.person, check);
      break;
    case 'accessAuthorised':
      if (dossier) await relais.authoriseMyself(dossier.dossierId, { kind: 'vitale', readAt: world.now() });
      break;
    case 'dossierOpened':
      if (dossier) await relais.openDossier(dossier.dossierId);
      break;
    case 'documentAdded':
      if (dossier) await addAgain(world, dossier, check);
      break;
    case 'visibilityChanged':
      await changeAgain(world, relais, check);
      break;
    case 'oppositionsSet':
      if (dossier)
        await relais.change({
          type: 'setOppositions',
          dossierId: dossier.dossierId,
          breakGlass: check.breakGlass ?? false,
          dispatchCentre: check.dispatchCentre ?? false,
        });
      break;
    case 'confidentialBegun':
      if (dossier) relais.setConfidential(dossier.dossierId);
      break;
    case 'confidentialEnded':
      relais.setConfidential(undefined);
      break;
    case 'emergencyOpened':
      if (dossier) openAccess(world, dossier, 'bris_de_glace', undefined);
      break;
    case 'emergencyEnded':
      endEmergency(world);
      break;
    case 'wipeAsked':
      if (check.device) await relais.askWipe(deviceIdOf(check.device));
      break;
    case 'vaultLocked':
      relais.lockVault();
      break;
    case 'vaultUnlocked':
      await relais.unlockVault(LEARNER.psIdNat, EXERCISE_PASSPHRASE);
      break;
    case 'networkLost':
      setNetwork(world, false);
      break;
    case 'outboxSent':
      setNetwork(world, true);
      break;
    case 'emergencyNoted':
    case 'vitaleRead':
    case 'documentRead':
    case 'tracesRead':
    case 'devicesListed':
      // leaves nothing behind that a later step needs
      break;
  }
}

async function createAgain(
  world: World,
  relais: Relais,
  person: PersonId,
  wanted: { breakGlass?: boolean; dispatchCentre?: boolean },
): Promise<void> {
  const known = world.people.get(person);
  if (!known) return;
  const at = world.now();
  await relais.createDossier({
    holder: traitsOf(known.person),
    insC: known.insC,
    record: {
      informed: { at, brochureVersion: CURRENT_BROCHURE },
      consent: {
        at,
        breakGlass: wanted.breakGlass ?? DEFAULT_EMERGENCY_CONSENTS.breakGlass,
        dispatchCentre: wanted.dispatchCentre ?? DEFAULT_EMERGENCY_CONSENTS.dispatchCentre,
      },
      identified: { vitaleReadAt: at, confirmedAt: at },
    },
  });
}

async function addAgain(world: World, dossier: WorldDossier, wanted: Partial<Visibility>): Promise<void> {
  const file = new Blob(['EXERCICE']);
  const secret = isRepresented(rightsOf(dossier), world.now()) && world.view.confidential !== undefined;
  await addDocument(world, dossier.dossierId, {
    file,
    description: {
      title: 'Exercice',
      typeCode: '11506-3',
      mediaType: 'text/plain',
      size: file.size,
      createdAt: isoDate(new Date(world.now())),
    },
    identity: { verdict: 'unnamed', differences: [] },
    visibility: {
      hiddenFromProfessionals: wanted.hiddenFromProfessionals ?? VISIBLE_TO_ALL.hiddenFromProfessionals,
      hiddenFromHolder: wanted.hiddenFromHolder ?? VISIBLE_TO_ALL.hiddenFromHolder,
      hiddenFromRepresentatives: wanted.hiddenFromRepresentatives ?? secret,
    },
  });
}

async function changeAgain(
  world: World,
  relais: Relais,
  { document, change }: Extract<Check, { type: 'visibilityChanged' }>,
): Promise<void> {
  const key = DOCUMENT_KEYS.find((known) => known === document);
  for (const { dossierId, documents } of world.dossiers.values()) {
    const entry = documents.find((one) => one.key === key)?.entry;
    if (!entry || !key || !change) continue;
    const { documentId, version: basedOn } = entry;
    await relais.change({ type: 'changeDocument', dossierId, documentId, change, basedOn });
  }
}
