import { MODULE_IDS, type ModuleId } from '#training/module.ts';
import type { ModuleProgress, Progress, QuizScore } from '#training/progress.ts';

/** Of sessionStorage: gone with the tab. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const PROGRESS = 'relais-training';
const EXERCISE = 'relais-exercise';

/** What was done in this tab while no vault was open: ids and counts, nobody's name. Nothing where it is damaged. */
export function readTabProgress(storage: TabStorage): Progress {
  const stored = parsed(read(storage, PROGRESS));
  return Object.fromEntries(
    MODULE_IDS.flatMap((id) => {
      const own = moduleProgressOf(stored?.[id]);
      return own ? [[id, own]] : [];
    }),
  );
}

export const writeTabProgress = (storage: TabStorage, progress: Progress): void =>
  write(storage, PROGRESS, JSON.stringify(progress));

export const forgetTabProgress = (storage: TabStorage): void => forget(storage, PROGRESS);

/** The exercise under way in this tab, so that a reload goes on with it. */
export type TabExercise = { module: ModuleId; done: readonly string[] };

export function readTabExercise(storage: TabStorage): TabExercise | undefined {
  const stored = parsed(read(storage, EXERCISE));
  const module = MODULE_IDS.find((id) => id === stored?.module);
  return module && { module, done: textsOf(stored?.done) };
}

export const writeTabExercise = (storage: TabStorage, exercise: TabExercise): void =>
  write(storage, EXERCISE, JSON.stringify(exercise));

export const forgetTabExercise = (storage: TabStorage): void => forget(storage, EXERCISE);

function moduleProgressOf(stored: unknown): ModuleProgress | undefined {
  if (!isRecord(stored)) return undefined;
  const quiz = scoreOf(stored.quiz);
  const { completedAt } = stored;
  return {
    pages: textsOf(stored.pages),
    steps: textsOf(stored.steps),
    ...(quiz && { quiz }),
    ...(typeof completedAt === 'number' && { completedAt }),
  };
}

function scoreOf(stored: unknown): QuizScore | undefined {
  if (!isRecord(stored)) return undefined;
  const { right, of } = stored;
  return typeof right === 'number' && typeof of === 'number' ? { right, of } : undefined;
}

const textsOf = (stored: unknown): string[] =>
  Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string | null): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function read(storage: TabStorage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage: TabStorage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // it holds until the page is left
  }
}

function forget(storage: TabStorage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    // a storage that refuses holds nothing
  }
}
