import type { RunningExercise } from '#app/exercise/exercise.svelte.ts';
import { nextStep } from '#training/progress.ts';

/** Where the present step of an exercise is done; its module's page once all are. */
export function presentPath(running: RunningExercise): string {
  const { module, done } = running;
  const step = nextStep(module, done);
  return step ? running.pathOf(step.at) : `/formation/${module.id}`;
}
