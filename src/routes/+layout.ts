import { loadParts, type LateTexts } from '#ui/messages/late-parts.ts';
import type { LayoutLoad } from './$types';

// One shell for every page: it must open without a server.
export const ssr = false;
export const prerender = false;

/** Screens whose sentences the first opening does without: those of a dossier are most of the catalogue. */
const NEEDED: readonly (readonly [path: RegExp, parts: readonly (keyof LateTexts)[]])[] = [
  [/^\/dossier\/[^/]+\/ajouter(\/|$)/, ['dossier', 'clinical', 'outbox']],
  [/^\/dossier(\/|$)/, ['dossier', 'clinical']],
  [/^\/creation(\/|$)/, ['dossier', 'patient', 'care']],
  [/^\/(brochure|droits-du-titulaire)(\/|$)/, ['patient']],
  [/^\/vitale(\/|$)/, ['dossier', 'care']],
  [/^\/recherche(\/|$)/, ['dossier']],
  [/^\/lecteur(\/|$)/, ['stations']],
  [/^\/pair(\/|$)/, ['stations', 'care']],
  [/^\/(urgence|avis|lettres|cles)(\/|$)/, ['care', 'dossier']],
  [/^\/appareils(\/|$)/, ['devices', 'dossier']],
  [/^\/envois(\/|$)/, ['outbox']],
  [/^\/recevoir(\/|$)/, ['receive', 'dossier']],
  [/^\/a-propos(\/|$)/, ['install']],
  [/^\/tournee(\/|$)/, ['round']],
  [/^\/formation(\/|$)/, ['training']],
  [/^\/(coffre|connexion)(\/|$)/, ['ways']],
];

/** On the first page of all they come with whoever is known here (routes/+layout.svelte). */
const failuresOf = (path: string): readonly (keyof LateTexts)[] => (path === '/' ? [] : ['failures']);

// by the address: after an address that leads nowhere the router does not see that the route is another one
export const load: LayoutLoad = async ({ url }): Promise<{ texts: Partial<LateTexts> }> => {
  const path = url.pathname;
  const parts = [...(NEEDED.find(([pattern]) => pattern.test(path))?.[1] ?? []), ...failuresOf(path)];
  return { texts: await loadParts(parts) };
};
