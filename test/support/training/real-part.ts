import type { RealPart } from '#app/exercise/exercise-relais.ts';
import { err, ok } from '#base/result.ts';

/** The real app behind an exercise, of which it takes next to nothing. */
export const restingRelais: RealPart = {
  atQuietMoment: (act) => act(),
  trainingProgress: () => Promise.resolve(ok({})),
  noteTraining: (more) => Promise.resolve(ok(more)),
  information: () => Promise.resolve(err({ type: 'Offline' })),
};
