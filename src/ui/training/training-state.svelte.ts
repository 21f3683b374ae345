import type { Relais } from '#app/port.ts';
import type { TrainingModule } from '#training/module.ts';
import { joinProgress, progressAfter, type Done, type Progress } from '#training/progress.ts';
import { forgetTabProgress, readTabProgress, writeTabProgress, type TabStorage } from './tab-progress.ts';

/** What was done of the training, in the open vault or, without one, in this tab (docs/decisions/0031). */
export interface TrainingState {
  readonly progress: Progress;
  readonly keptIn: 'vault' | 'tab';
  /** Something was done in this tab before the vault was opened: whose it is, only the person knows. */
  readonly untaken: boolean;
  /** Reads it where it is kept now. */
  load(): Promise<void>;
  note(module: TrainingModule, done: Done): Promise<void>;
  takeOver(): Promise<void>;
}

type Deps = {
  relais: Pick<Relais, 'view' | 'trainingProgress' | 'noteTraining'>;
  storage: TabStorage;
  now: () => number;
};

export function createTraining({ relais, storage, now }: Deps): TrainingState {
  let progress = $state.raw<Progress>({});
  let keptIn = $state<TrainingState['keptIn']>('tab');
  let untaken = $state(false);

  async function load(): Promise<void> {
    // without a vault its part of the program need not come
    const kept = relais.view.vault === 'open' ? await relais.trainingProgress() : undefined;
    keptIn = kept?.ok ? 'vault' : 'tab';
    const inTab = readTabProgress(storage);
    progress = kept?.ok ? kept.value : inTab;
    untaken = kept?.ok === true && Object.keys(inTab).length > 0;
  }

  /** The vault may have been locked meanwhile: then it is the tab's. */
  async function keep(more: Progress): Promise<boolean> {
    const kept = keptIn === 'vault' ? await relais.noteTraining(more) : undefined;
    if (kept?.ok) progress = kept.value;
    else writeTabProgress(storage, joinProgress(readTabProgress(storage), more));
    return kept?.ok === true;
  }

  return {
    get progress() {
      return progress;
    },
    get keptIn() {
      return keptIn;
    },
    get untaken() {
      return untaken;
    },
    load,
    async note(module, done) {
      progress = progressAfter(progress, module, done, now());
      const own = progress[module.id];
      if (own) await keep({ [module.id]: own });
    },
    async takeOver() {
      if (!(await keep(readTabProgress(storage)))) return;
      forgetTabProgress(storage);
      untaken = false;
    },
  };
}
