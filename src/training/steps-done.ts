import { fits, type ExerciseAct } from './act.ts';
import type { Exercise } from './module.ts';

/** Ids of the steps that were done before, or that some act fulfilled since, in the order of the steps. */
export const stepsDone = (
  { steps }: Pick<Exercise, 'steps'>,
  acts: readonly ExerciseAct[],
  before: readonly string[] = [],
): string[] =>
  steps
    .filter(({ id, check }) => before.includes(id) || acts.some((act) => fits(check, act)))
    .map(({ id }) => id);
