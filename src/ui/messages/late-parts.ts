import { keepTogether } from './keep-together.ts';

/**
 * French sentences that come with their screens (routes/+layout.ts says which need them), so that the first opening stays
 * light. One line here and one in en.ts make a new group.
 */
export const LATE_PARTS = {
  care: () => import('./fr/care.ts'),
  clinical: () => import('./fr/clinical.ts'),
  desk: () => import('./fr/desk.ts'),
  devices: () => import('./fr/devices.ts'),
  dossier: () => import('./fr/dossier.ts'),
  failures: () => import('./fr/failures.ts'),
  install: () => import('./fr/install.ts'),
  outbox: () => import('./fr/outbox.ts'),
  patient: () => import('./fr/patient.ts'),
  receive: () => import('./fr/receive.ts'),
  round: () => import('./fr/round.ts'),
  stations: () => import('./fr/stations.ts'),
  training: () => import('./fr/training.ts'),
  ways: () => import('./fr/ways.ts'),
};

type Parts = typeof LATE_PARTS;

/** The texts of each group, by its name. */
export type LateTexts = {
  [Name in keyof Parts]: Awaited<ReturnType<Parts[Name]>> extends Record<Name, infer Group> ? Group : never;
};

/** What a page needs, loaded together. */
export async function loadParts(names: readonly (keyof LateTexts)[]): Promise<Partial<LateTexts>> {
  const texts: Partial<LateTexts> = {};
  for (const loaded of await Promise.all(names.map((name) => LATE_PARTS[name]())))
    Object.assign(texts, keepTogether(loaded));
  return texts;
}
