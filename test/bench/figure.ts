import { spreadOf, type Spread } from './statistics.ts';

/** What a figure is held to, in its own unit. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One measured figure: the median of its runs decides whether the goal is met. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly spread: Spread;
  readonly goal: Goal | undefined;
};

/** A row of `--json`. `goal` and `met` are null where a figure is only told for comparison. */
export type FigureJson = {
  name: string;
  value: number;
  unit: string;
  goal: number | null;
  met: boolean | null;
  low: number;
  high: number;
  runs: number;
};

/** @param samples one per run, in `unit` */
export const figure = (name: string, unit: string, samples: readonly number[], goal?: Goal): Figure => ({
  name,
  unit,
  spread: spreadOf(samples),
  goal,
});

/** Undefined where there is no goal. */
export function isMet({ goal, spread }: Figure): boolean | undefined {
  if (!goal) return undefined;
  return 'atMost' in goal ? spread.median <= goal.atMost : spread.median >= goal.atLeast;
}

export function figureJson(one: Figure): FigureJson {
  const { name, unit, goal, spread } = one;
  return {
    name,
    value: rounded(spread.median),
    unit,
    goal: goal ? goalValue(goal) : null,
    met: isMet(one) ?? null,
    low: rounded(spread.low),
    high: rounded(spread.high),
    runs: spread.runs,
  };
}

export const goalValue = (goal: Goal): number => ('atMost' in goal ? goal.atMost : goal.atLeast);

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
