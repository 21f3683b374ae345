import { err, ok, type Result } from '#base/result.ts';
import type { TrainingRecord } from '#store/training-repository.ts';
import { MODULE_IDS } from '#training/module.ts';
import { joinProgress, type Progress } from '#training/progress.ts';
import { withVault, type AppContext } from './context.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/** The progress is the professional's own: sealed on this device, told to nobody (docs/decisions/0031). */
export function trainingActs(context: AppContext): Pick<Relais, 'trainingProgress' | 'noteTraining'> {
  return {
    trainingProgress: () =>
      withVault(context, async ({ store }): Promise<Result<Progress, AppError>> => {
        const found = await store.training.find();
        return found.ok ? ok(progressOf(found.value)) : err(appErrorOf(found.error));
      }),
    noteTraining: (more) =>
      withVault(context, async ({ store }): Promise<Result<Progress, AppError>> => {
        const kept = await store.training.change((before) =>
          recordOf(joinProgress(progressOf(before), more)),
        );
        return kept.ok ? ok(progressOf(kept.value)) : err(appErrorOf(kept.error));
      }),
  };
}

/** Of the modules that there are. */
const progressOf = (record: TrainingRecord): Progress =>
  Object.fromEntries(
    MODULE_IDS.flatMap((id) => {
      const own = record[id];
      return own ? [[id, own]] : [];
    }),
  );

const recordOf = (progress: Progress): TrainingRecord =>
  Object.fromEntries(
    MODULE_IDS.flatMap((id) => {
      const own = progress[id];
      return own ? [[id, { ...own, pages: [...own.pages], steps: [...own.steps] }]] : [];
    }),
  );
