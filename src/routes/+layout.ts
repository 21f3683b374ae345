import type { DossierTexts } from '#ui/messages/fr.ts';
import type { LayoutLoad } from './$types';

// One shell for every page: it must open without a server.
export const ssr = false;
export const prerender = false;

/** Screens of a dossier: their sentences are most of the catalogue, and the first opening does without them. */
const WITH_DOSSIER_TEXTS = /^\/(vitale|creation|dossier)(\/|$)/;

export const load: LayoutLoad = async ({ route }): Promise<{ dossierTexts: DossierTexts | undefined }> => {
  if (!WITH_DOSSIER_TEXTS.test(route.id ?? '')) return { dossierTexts: undefined };
  const { dossier } = await import('#ui/messages/fr/dossier.ts');
  return { dossierTexts: dossier };
};
