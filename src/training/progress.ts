import { MODULE_IDS, type ModuleId, type Step, type TrainingModule } from './module.ts';

/** The best try at a quiz. */
export type QuizScore = { right: number; of: number };

export type ModuleProgress = {
  /** Ids of the pages that were read. */
  readonly pages: readonly string[];
  /** Ids of the steps that were done. */
  readonly steps: readonly string[];
  readonly quiz?: QuizScore;
  /** When all of it was done for the first time, ms. */
  readonly completedAt?: number;
};

/** What one professional did of the training; nothing about anybody else is in it. */
export type Progress = Readonly<Partial<Record<ModuleId, ModuleProgress>>>;

export const NOTHING_DONE: ModuleProgress = { pages: [], steps: [] };

/** A quiz counts as passed from this share of right answers on. */
export const PASS_SHARE = 0.8;

export const isPassed = (score: QuizScore | undefined): boolean =>
  score !== undefined && score.of > 0 && score.right / score.of >= PASS_SHARE;

export type Answers = Readonly<Record<string, string | undefined>>;
export type QuizResult = QuizScore & { passed: boolean; wrong: readonly string[] };

/** A question without an answer counts as a wrong one. */
export function quizResult({ quiz }: Pick<TrainingModule, 'quiz'>, answers: Answers): QuizResult {
  const wrong = quiz.filter(({ id, right }) => answers[id] !== right).map(({ id }) => id);
  const score = { right: quiz.length - wrong.length, of: quiz.length };
  return { ...score, passed: isPassed(score), wrong };
}

export type Parts = {
  pages: { done: number; of: number };
  /** Undefined where there is nothing to practise. */
  steps: { done: number; of: number } | undefined;
  quiz: QuizScore | undefined;
  complete: boolean;
};

/** How far a module was done. Ids that the module no longer has count for nothing. */
export function partsOf(module: TrainingModule, progress: Progress): Parts {
  const { pages, steps, quiz } = progress[module.id] ?? NOTHING_DONE;
  const read = module.pages.filter((id) => pages.includes(id)).length;
  const wanted = module.exercise?.steps ?? [];
  const acted = wanted.filter(({ id }) => steps.includes(id)).length;
  return {
    pages: { done: read, of: module.pages.length },
    steps: module.exercise && { done: acted, of: wanted.length },
    quiz,
    complete: read === module.pages.length && acted === wanted.length && isPassed(quiz),
  };
}

/** The first step that was not done. */
export const nextStep = (module: TrainingModule, done: readonly string[]): Step | undefined =>
  module.exercise?.steps.find(({ id }) => !done.includes(id));

export type Done = { page: string } | { steps: readonly string[] } | { quiz: QuizScore };

/** The progress after something more was done; the better score of a quiz stays. */
export function progressAfter(progress: Progress, module: TrainingModule, done: Done, now: number): Progress {
  const before = progress[module.id] ?? NOTHING_DONE;
  const own = joined(before, {
    pages: 'page' in done ? [done.page] : [],
    steps: 'steps' in done ? done.steps : [],
    ...('quiz' in done && { quiz: done.quiz }),
  });
  const complete = partsOf(module, { [module.id]: own }).complete;
  const dated = complete && own.completedAt === undefined ? { ...own, completedAt: now } : own;
  return { ...progress, [module.id]: dated };
}

/** What was done here and there, once: of two quizzes the better, of two completions the first. */
export function joinProgress(one: Progress, other: Progress): Progress {
  const ids = MODULE_IDS.filter((id) => one[id] ?? other[id]);
  return Object.fromEntries(
    ids.map((id) => [id, joined(one[id] ?? NOTHING_DONE, other[id] ?? NOTHING_DONE)]),
  );
}

function joined(one: ModuleProgress, other: ModuleProgress): ModuleProgress {
  const quiz = better(one.quiz, other.quiz);
  const completed = [one.completedAt, other.completedAt].filter((at) => at !== undefined);
  return {
    pages: union(one.pages, other.pages),
    steps: union(one.steps, other.steps),
    ...(quiz && { quiz }),
    ...(completed.length > 0 && { completedAt: Math.min(...completed) }),
  };
}

const union = (one: readonly string[], other: readonly string[]): string[] =>
  [...new Set([...one, ...other])].sort();

function better(one: QuizScore | undefined, other: QuizScore | undefined): QuizScore | undefined {
  if (!one || !other) return one ?? other;
  const [first, second] = [one.right / one.of, other.right / other.of];
  if (first === second) return one.of >= other.of ? one : other;
  return first > second ? one : other;
}
