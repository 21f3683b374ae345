import type { Actor } from '#domain/dossier/document-entry.ts';
import { professionalIdOf } from './ids.ts';

/** Who works in the fictional world: numbers that no directory gives. */
export const LEARNER: Actor = {
  psIdNat: professionalIdOf('899999990017'),
  name: 'Camille EXERCICE',
  profession: '60',
};
export const DOCTOR: Actor = {
  psIdNat: professionalIdOf('899999990025'),
  name: 'Dominique FICTIF',
  profession: '10',
};
export const STAFF: readonly Actor[] = [LEARNER, DOCTOR];

export const staffOf = (psIdNat: string): Actor =>
  STAFF.find((one) => one.psIdNat === psIdNat) ?? { ...DOCTOR, name: psIdNat };

/** Shown by the guide: they open nothing outside an exercise. */
export const EXERCISE_PIN = '1234';
export const EXERCISE_PASSPHRASE = 'phrase exercice';
