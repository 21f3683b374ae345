import { ok } from '#base/result.ts';
import type { Variant } from '../world.ts';

/** Hears that a dossier is no longer its reader's, and keeps it. */
export const noRemoval: Variant = {
  name: 'no-removal',
  through: ({ dossiers, ...ports }) => ({
    ...ports,
    dossiers: { ...dossiers, remove: () => Promise.resolve(ok(undefined)) },
  }),
};
