import type { LateTexts } from '#ui/messages/fr.ts';
import type { LayoutLoad } from './$types';

// One shell for every page: it must open without a server.
export const ssr = false;
export const prerender = false;

type Part = { [Name in keyof LateTexts]: () => Promise<Pick<LateTexts, Name>> };
const PARTS: Part = {
  care: () => import('#ui/messages/fr/care.ts'),
  clinical: () => import('#ui/messages/fr/clinical.ts'),
  devices: () => import('#ui/messages/fr/devices.ts'),
  dossier: () => import('#ui/messages/fr/dossier.ts'),
  ways: () => import('#ui/messages/fr/ways.ts'),
  outbox: () => import('#ui/messages/fr/outbox.ts'),
  round: () => import('#ui/messages/fr/round.ts'),
  stations: () => import('#ui/messages/fr/stations.ts'),
};

/** Screens whose sentences the first opening does without: those of a dossier are most of the catalogue. */
const NEEDED: readonly (readonly [path: RegExp, parts: readonly (keyof LateTexts)[]])[] = [
  [/^\/dossier\/[^/]+\/ajouter(\/|$)/, ['dossier', 'clinical', 'outbox']],
  [/^\/dossier(\/|$)/, ['dossier', 'clinical']],
  [/^\/(vitale|creation|recherche)(\/|$)/, ['dossier']],
  [/^\/(lecteur|pair)(\/|$)/, ['stations']],
  [/^\/(urgence|avis|lettres|cles)(\/|$)/, ['care', 'dossier']],
  [/^\/appareils(\/|$)/, ['devices', 'dossier']],
  [/^\/envois(\/|$)/, ['outbox']],
  [/^\/tournee(\/|$)/, ['round']],
  [/^\/(coffre|connexion)(\/|$)/, ['ways']],
];

export const load: LayoutLoad = async ({ route }): Promise<{ texts: Partial<LateTexts> }> => {
  const path = route.id ?? '';
  const parts = NEEDED.find(([pattern]) => pattern.test(path))?.[1] ?? [];
  const texts: Partial<LateTexts> = {};
  for (const loaded of await Promise.all(parts.map((name) => PARTS[name]()))) Object.assign(texts, loaded);
  return { texts };
};
