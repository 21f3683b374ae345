/** What repeated runs of one measurement tell: the middle and the ends, since a mean hides a stray run. */
export type Spread = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly runs: number;
};

/** Throws on no sample at all: a measurement that did not run has no figure. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const [low, high] = [sorted.at(0), sorted.at(-1)];
  if (low === undefined || high === undefined) throw new Error('a measurement without samples');
  return { median: median(sorted), low, high, runs: sorted.length };
}

/** Of sorted values; the mean of the two in the middle where their count is even. */
function median(sorted: readonly number[]): number {
  const upper = Math.floor(sorted.length / 2);
  const lower = Math.floor((sorted.length - 1) / 2);
  return ((sorted[lower] ?? 0) + (sorted[upper] ?? 0)) / 2;
}
