import { openExercise } from '#app/exercise/exercise.svelte.ts';
import type { Relais } from '#app/port.ts';
import { systemClock } from '#base/clock.ts';
import { TRAINING_MODULES } from '#training/library.ts';
import type { TrainingModule } from '#training/module.ts';
import type { Locale } from '../preferences.ts';
import ExerciseGuide from './ExerciseGuide.svelte';
import type { OpenExercise } from './exercise-slot.ts';
import { readTabExercise, writeTabExercise, type TabStorage } from './tab-progress.ts';

type Given = { real: Relais; module: TrainingModule; locale: Locale; done: readonly string[] };

/** Opens the world of an exercise, as far as it was done; the caller puts it into the slot. */
export async function enterExercise({
  real,
  module,
  locale,
  done,
}: Given): Promise<OpenExercise | undefined> {
  const running = await openExercise({
    module,
    language: locale,
    now: () => systemClock.now(),
    real,
    done,
  });
  if (!running) return undefined;
  writeTabExercise(sessionStorage, { module: module.id, done });
  return { running, real, Guide: ExerciseGuide };
}

/** After a reload: the exercise that was under way in this tab. */
export async function resumeExercise(
  real: Relais,
  locale: Locale,
  storage: TabStorage,
): Promise<OpenExercise | undefined> {
  const stored = readTabExercise(storage);
  const module = TRAINING_MODULES.find(({ id }) => id === stored?.module);
  return stored && module && enterExercise({ real, module, locale, done: stored.done });
}
