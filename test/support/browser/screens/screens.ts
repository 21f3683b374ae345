import { DOSSIER } from './dossier.ts';
import { LEARNING } from './learning.ts';
import { LOCKED } from './locked.ts';
import { OFFLINE } from './offline.ts';
import { OPEN } from './open.ts';
import { DOCTOR, RESPONDER } from './responder.ts';
import type { Screen, ScreenState } from './screen.ts';
import { SIGNED_OUT } from './signed-out.ts';

/**
 * Every screen of the app, in the order in which one device comes by them all. A new page is added to the list of its
 * state: from then on it is looked at in every width, theme and language (`npm run screens`) and held against WCAG
 * (test/e2e/screens.test.ts).
 */
export const SCREENS: readonly (readonly [ScreenState, readonly Screen[]])[] = [
  ['signed out', [...LEARNING, ...SIGNED_OUT]],
  ['open', OPEN],
  ['dossier', DOSSIER],
  ['locked', LOCKED],
  ['offline', OFFLINE],
  ['emergency', RESPONDER],
  ['doctor', DOCTOR],
];
