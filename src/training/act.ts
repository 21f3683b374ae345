import type { DocumentKey } from './scene-documents.ts';
import type { PersonId } from './people.ts';

/** Devices of the fictional professional. */
export const EXERCISE_DEVICES = ['thisTablet', 'lostTablet', 'officeComputer'] as const;
export type ExerciseDevice = (typeof EXERCISE_DEVICES)[number];

/** As the commands of the app name them (wire/right-commands.ts), as far as exercises look at them. */
export type ExerciseChange =
  'mask' | 'unmask' | 'revealToHolder' | 'revealToRepresentatives' | 'archive' | 'unarchive' | 'delete';

/**
 * What somebody did in the fictional world of an exercise, once it was really done there: refused or called off, it is no
 * act. Nothing typed is in it, so that it can be kept anywhere.
 */
export type ExerciseAct =
  | { type: 'vitaleRead'; person: PersonId }
  | {
      type: 'dossierCreated';
      person: PersonId;
      /** True: the holder agreed to that access. */
      breakGlass: boolean;
      dispatchCentre: boolean;
      /** Written without a network. */
      waiting: boolean;
    }
  | { type: 'accessAuthorised'; person: PersonId }
  | { type: 'dossierOpened'; person: PersonId }
  | { type: 'documentRead'; document: DocumentKey }
  | {
      type: 'documentAdded';
      person: PersonId;
      hiddenFromProfessionals: boolean;
      hiddenFromHolder: boolean;
      hiddenFromRepresentatives: boolean;
      waiting: boolean;
    }
  | { type: 'visibilityChanged'; document: DocumentKey | 'own'; change: ExerciseChange }
  /** True: the holder refuses that access from now on. */
  | { type: 'oppositionsSet'; person: PersonId; breakGlass: boolean; dispatchCentre: boolean }
  | { type: 'tracesRead'; person: PersonId }
  | { type: 'confidentialBegun'; person: PersonId }
  | { type: 'confidentialEnded'; person: PersonId }
  | { type: 'emergencyOpened'; person: PersonId }
  | { type: 'emergencyEnded'; person: PersonId }
  | { type: 'emergencyNoted'; person: PersonId }
  | { type: 'devicesListed' }
  | { type: 'wipeAsked'; device: ExerciseDevice }
  | { type: 'vaultLocked' }
  | { type: 'vaultUnlocked' }
  | { type: 'networkLost' }
  /** The network came back, and what had waited was received. */
  | { type: 'outboxSent' };

/** What an act must be: its type, and those of its facts that are named. */
export type Check = {
  [Type in ExerciseAct['type']]: { type: Type } & Partial<Extract<ExerciseAct, { type: Type }>>;
}[ExerciseAct['type']];

/** Whether an act is what a check asks for. What the check does not name may be anything. */
export function fits(check: Check, act: ExerciseAct): boolean {
  const facts = new Map<string, unknown>(Object.entries(act));
  return Object.entries(check).every(([name, wanted]) => wanted === undefined || facts.get(name) === wanted);
}
