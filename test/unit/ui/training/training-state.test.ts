import { describe, expect, it } from 'vitest';
import type { Relais } from '#app/port.ts';
import { err, ok } from '#base/result.ts';
import { joinProgress, type Progress } from '#training/progress.ts';
import { TRAINING_MODULES } from '#training/library.ts';
import type { TrainingModule } from '#training/module.ts';
import { readTabProgress, writeTabProgress, type TabStorage } from '#ui/training/tab-progress.ts';
import { createTraining } from '#ui/training/training-state.svelte.ts';
import { fakeRelais } from '#test/support/ui/fake-relais.svelte.ts';

const [module] = TRAINING_MODULES as readonly [TrainingModule];
const [page = '', other = ''] = module.pages;

function storage(): TabStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A vault that opens and closes. */
async function relaisWithVault(): Promise<{ relais: Relais; vault: { open: boolean; kept: Progress } }> {
  const vault: { open: boolean; kept: Progress } = { open: true, kept: {} };
  const relais: Relais = {
    ...(await fakeRelais('open')),
    trainingProgress: async () => (vault.open ? ok(vault.kept) : err({ type: 'VaultLocked' })),
    async noteTraining(more) {
      if (!vault.open) return err({ type: 'VaultLocked' });
      vault.kept = joinProgress(vault.kept, more);
      return ok(vault.kept);
    },
  };
  return { relais, vault };
}

describe('the progress of the training', () => {
  it('is the tab’s without a vault, and asks no vault for it', async () => {
    const tab = storage();
    const relais = { ...(await fakeRelais('welcome')) };
    relais.trainingProgress = () => Promise.reject(new Error('asked'));
    const training = createTraining({ relais, storage: tab, now: () => 5 });
    await training.load();
    await training.note(module, { page });
    expect(training.keptIn).toBe('tab');
    expect(readTabProgress(tab)[module.id]?.pages).toEqual([page]);
    expect(training.progress[module.id]?.pages).toEqual([page]);
  });

  it('is the vault’s where one is open, and nothing of it stays in the tab', async () => {
    const tab = storage();
    const { relais, vault } = await relaisWithVault();
    const training = createTraining({ relais, storage: tab, now: () => 5 });
    await training.load();
    await training.note(module, { page });
    expect(training.keptIn).toBe('vault');
    expect(vault.kept[module.id]?.pages).toEqual([page]);
    expect(readTabProgress(tab)).toEqual({});
  });

  it('takes over what the tab has only when told whose it is', async () => {
    const tab = storage();
    const { relais, vault } = await relaisWithVault();
    writeTabProgress(tab, { [module.id]: { pages: [other], steps: [] } });
    const training = createTraining({ relais, storage: tab, now: () => 5 });
    await training.load();
    expect([training.untaken, vault.kept]).toEqual([true, {}]);
    await training.takeOver();
    expect(training.untaken).toBe(false);
    expect(vault.kept[module.id]?.pages).toEqual([other]);
    expect(readTabProgress(tab)).toEqual({});
  });

  it('stays with the tab where the vault was locked meanwhile', async () => {
    const tab = storage();
    const { relais, vault } = await relaisWithVault();
    const training = createTraining({ relais, storage: tab, now: () => 5 });
    await training.load();
    vault.open = false;
    await training.note(module, { page });
    expect(readTabProgress(tab)[module.id]?.pages).toEqual([page]);
  });
});
