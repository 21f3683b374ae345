import type { DossierId, InsC } from '#base/brand.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { AccessMode, DossierAction } from '#domain/access/action.ts';
import { DEFAULT_MATRIX } from '#domain/access/default-matrix.ts';
import type { AccessVerdict } from '#domain/access/question.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import {
  attendingPhysicianOf,
  authorisationOf,
  careTeamOf,
  isRepresented,
  modeOf,
} from '#domain/rights/rights.ts';
import type { ExerciseAct, ExerciseDevice } from '#training/act.ts';
import type { Scene } from '#training/module.ts';
import type { ExercisePerson, PersonId } from '#training/people.ts';
import type { Language } from '#training/scene-documents.ts';
import type { OutboxLine } from '../outbox-port.ts';
import type { ViewState } from '../view.svelte.ts';
import { deviceIdOf } from './ids.ts';
import { LEARNER } from './staff.ts';
import { isMinor, rightsOf, type WorldDossier } from './world-dossier.ts';

/** What is in the reader of the exercise: a carte Vitale, or the professional's own card. */
export type ExerciseCard = PersonId | 'cps';

export type WorldOutboxItem = {
  line: OutboxLine;
  /** What the server of that world does with it. */
  receive: () => void;
};

/**
 * The fictional world of one exercise, whole in the memory of this page: its people, its dossiers, its server and its
 * network. Nothing in it knows a way out.
 */
export type World = {
  readonly scene: Scene;
  readonly language: Language;
  readonly view: ViewState;
  readonly now: () => number;
  readonly people: ReadonlyMap<PersonId, { person: ExercisePerson; insC: InsC }>;
  readonly dossiers: Map<DossierId, WorldDossier>;
  readonly outbox: WorldOutboxItem[];
  readonly wiping: Set<ExerciseDevice>;
  /** Emergency accesses whose purpose was written down. */
  readonly noted: Set<string>;
  /** Numbers for what is made. */
  readonly next: () => number;
  /** What was done is told once it was done. */
  readonly note: (act: ExerciseAct) => void;
  card: ExerciseCard | undefined;
};

export const THIS_DEVICE = deviceIdOf('thisTablet');

export const dossierOf = ({ dossiers }: World, person: PersonId): WorldDossier | undefined =>
  [...dossiers.values()].find((dossier) => dossier.person === person);

type Asked = {
  action: DossierAction;
  document?: Pick<DocumentEntry, 'typeCode' | 'status' | 'visibility'> & {
    depositor: Pick<DocumentEntry['depositor'], 'psIdNat'>;
  };
  /** As an access is to be opened; otherwise by those that are open. */
  mode?: AccessMode;
};

/** The real rules, asked about the fictional dossier: what they refuse is refused in an exercise too. */
export function verdictOn(
  world: World,
  dossier: WorldDossier,
  { action, document, mode }: Asked,
): AccessVerdict {
  const now = world.now();
  const rights = rightsOf(dossier);
  const { psIdNat, profession } = LEARNER;
  const { breakGlass, dispatchCentre } = rights.oppositions;
  return decideAccess({
    mode: mode ?? modeOf(rights, { professional: psIdNat, device: THIS_DEVICE }, now),
    action,
    reader: { kind: 'professional', psIdNat, profession, entitlements: [] },
    dossier: rights.closed ? 'closed' : 'active',
    authorisation: authorisationOf(rights, psIdNat, now),
    careTeam: careTeamOf(rights, psIdNat, now),
    attendingPhysician: attendingPhysicianOf(rights, psIdNat),
    oppositions: { breakGlass, dispatchCentre },
    minor: isMinor(dossier, now),
    represented: isRepresented(rights, now),
    confidential: world.view.confidential === dossier.dossierId,
    matrix: DEFAULT_MATRIX,
    mayHideFromAll: false,
    ...(document && { document: { ...document, depositor: document.depositor.psIdNat } }),
  });
}
