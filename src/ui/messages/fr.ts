import { about } from './fr/about.ts';
import { common } from './fr/common.ts';
import type { care } from './fr/care.ts';
import type { clinical } from './fr/clinical.ts';
import type { devices } from './fr/devices.ts';
import type { dossier } from './fr/dossier.ts';
import { errors } from './fr/errors.ts';
import { home } from './fr/home.ts';
import type { outbox } from './fr/outbox.ts';
import type { round } from './fr/round.ts';
import { signIn } from './fr/sign-in.ts';
import type { stations } from './fr/stations.ts';
import { vault } from './fr/vault.ts';
import type { ways } from './fr/ways.ts';

/**
 * The source of truth: the other languages have the same keys. The sentences of some screens come with those screens
 * (routes/+layout.ts), so that the first opening stays light.
 */
export const fr = { about, common, errors, home, signIn, vault };

/** What comes with its screens. */
export type LateTexts = {
  care: typeof care;
  clinical: typeof clinical;
  devices: typeof devices;
  dossier: typeof dossier;
  stations: typeof stations;
  outbox: typeof outbox;
  round: typeof round;
  ways: typeof ways;
};
export type Texts = typeof fr & LateTexts;
