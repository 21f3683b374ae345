import type { DossierLine } from '#app/dossier-port.ts';

/** A list of fewer is seen at a glance. */
const FROM = 6;
const MOST = 4;

/** The dossiers opened last, newest first; none where the list of the device is short. */
export const recentDossiers = (lines: readonly DossierLine[]): DossierLine[] =>
  lines.length < FROM ? [] : [...lines].sort((a, b) => b.openedAt - a.openedAt).slice(0, MOST);
