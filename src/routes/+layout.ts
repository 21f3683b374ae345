import type { LateTexts } from '#ui/messages/fr.ts';
import type { LayoutLoad } from './$types';

// One shell for every page: it must open without a server.
export const ssr = false;
export const prerender = false;

/** Screens whose sentences the first opening does without: those of a dossier are most of the catalogue. */
const WITH_DOSSIER_TEXTS = /^\/(vitale|creation|dossier)(\/|$)/;
const WITH_STATION_TEXTS = /^\/(lecteur|pair)(\/|$)/;
const WITH_CARE_TEXTS = /^\/(urgence|avis|lettres|cles)(\/|$)/;

export const load: LayoutLoad = async ({ route }): Promise<{ texts: Partial<LateTexts> }> => {
  const path = route.id ?? '';
  if (WITH_DOSSIER_TEXTS.test(path)) return { texts: await import('#ui/messages/fr/dossier.ts') };
  if (WITH_CARE_TEXTS.test(path)) {
    const [care, dossier] = await Promise.all([
      import('#ui/messages/fr/care.ts'),
      import('#ui/messages/fr/dossier.ts'),
    ]);
    return { texts: { ...care, ...dossier } };
  }
  if (WITH_STATION_TEXTS.test(path)) return { texts: await import('#ui/messages/fr/stations.ts') };
  return { texts: {} };
};
