import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { openExercise, type RunningExercise } from '#app/exercise/exercise.svelte.ts';
import { TRAINING_MODULES } from '#training/library.ts';
import type { TrainingModule } from '#training/module.ts';
import { doStep } from '#test/support/training/do-step.ts';
import { restingRelais } from '#test/support/training/real-part.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

async function open(module: TrainingModule, done: readonly string[] = []): Promise<RunningExercise> {
  let clock = NOW;
  const running = await openExercise({
    module,
    language: 'fr',
    now: () => clock++,
    real: restingRelais,
    done,
  });
  if (!running) throw new Error('no exercise');
  return running;
}

const PRACTICAL = TRAINING_MODULES.filter(({ exercise }) => exercise);

describe.each(PRACTICAL.map((module) => [module.id, module] as const))(
  'the exercise of %s',
  (_id, module) => {
    const steps = module.exercise?.steps ?? [];
    const ids = steps.map(({ id }) => id);

    it('begins with nothing done', async () => {
      expect((await open(module)).done).toEqual([]);
    });

    it('can be done step by step, and each act fulfils its own step', async () => {
      const running = await open(module);
      for (const [at, step] of steps.entries()) {
        await doStep(running, step.check);
        flushSync();
        expect(running.done).toEqual(expect.arrayContaining(ids.slice(0, at + 1)));
      }
      expect([...running.done].sort()).toEqual([...ids].sort());
    });

    it.each(ids.map((_, at) => at))('goes on after %i of its steps, in a fresh world', async (at) => {
      const running = await open(module, ids.slice(0, at));
      expect([...running.done].sort()).toEqual(ids.slice(0, at).sort());
      for (const step of steps.slice(at)) await doStep(running, step.check);
      expect([...running.done].sort()).toEqual([...ids].sort());
    });

    it('leads to a page of the app for each step', async () => {
      const running = await open(module);
      for (const { at, check } of steps) {
        const path = running.pathOf(at);
        expect(path).toMatch(/^\//);
        expect(path).not.toContain(':');
        if (at.startsWith('/dossier/')) expect(path.split('/')[2]).toMatch(/^f1c71000-/);
        await doStep(running, check);
      }
    });
  },
);
