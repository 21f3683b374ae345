import type { RunningExercise } from '#app/exercise/exercise.svelte.ts';
import type { Relais } from '#app/port.ts';
import { createContext, type Component } from 'svelte';

/** An exercise as the layout shows it: its fictional world stands in for the real one. */
export type OpenExercise = {
  readonly running: RunningExercise;
  readonly real: Relais;
  readonly Guide: Component<{ exercise: OpenExercise }>;
};

/** The one exercise that is under way, if any. Setting it builds every screen anew over the other world. */
export type ExerciseSlot = { current: OpenExercise | undefined };

/** Set by the layout. */
export const [getExercise, setExercise] = createContext<ExerciseSlot>();
