import type { Texts } from '../fr.ts';

export const dossier = {
  readVitale: 'Read the Vitale card',
} satisfies Texts['dossier'];
