import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forgetTabExercise,
  forgetTabProgress,
  readTabExercise,
  readTabProgress,
  writeTabExercise,
  writeTabProgress,
  type TabStorage,
} from '#ui/training/tab-progress.ts';

function storage(): TabStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
const refusing: TabStorage = {
  getItem: () => {
    throw new Error('refused');
  },
  setItem: () => {
    throw new Error('refused');
  },
  removeItem: () => {
    throw new Error('refused');
  },
};

describe('what a tab keeps of the training', () => {
  it('is read back as it was written, until it is forgotten', () => {
    const tab = storage();
    const progress = { create: { pages: ['inform'], steps: [], quiz: { right: 4, of: 5 }, completedAt: 9 } };
    writeTabProgress(tab, progress);
    writeTabExercise(tab, { module: 'create', done: ['card'] });
    expect(readTabProgress(tab)).toEqual(progress);
    expect(readTabExercise(tab)).toEqual({ module: 'create', done: ['card'] });
    forgetTabProgress(tab);
    forgetTabExercise(tab);
    expect([readTabProgress(tab), readTabExercise(tab)]).toEqual([{}, undefined]);
    expect(tab.kept.size).toBe(0);
  });

  it('is nothing where the storage refuses, or holds something else', () => {
    writeTabProgress(refusing, {});
    forgetTabExercise(refusing);
    expect([readTabProgress(refusing), readTabExercise(refusing)]).toEqual([{}, undefined]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const tab = storage();
        for (const key of ['relais-training', 'relais-exercise']) tab.setItem(key, text);
        expect(() => readTabProgress(tab)).not.toThrow();
        expect(readTabExercise(tab)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('names no module that there is not', () => {
    const tab = storage();
    tab.setItem('relais-exercise', '{"module":"other","done":[]}');
    tab.setItem('relais-training', '{"other":{"pages":["a"],"steps":[]},"create":{"pages":[1,"a"]}}');
    expect(readTabExercise(tab)).toBeUndefined();
    expect(readTabProgress(tab)).toEqual({ create: { pages: ['a'], steps: [] } });
  });
});
