import { isGood, simulate } from './simulate.ts';
import type { Template } from './template.ts';

/** The worlds of continuous integration, shared out among files that run beside one another. */
export const SEEDS = 200;
export const STEPS = 500;

export const replay = (seed: number, steps: number): string =>
  `npm run simulate -- --seed ${seed} --steps ${steps}`;

/** The command that replays each seed from `first` to `last` in which something was lost, doubled, leaked or different. */
export async function badSeeds(template: Template, first: number, last: number): Promise<string[]> {
  const bad: string[] = [];
  for (let seed = first; seed <= last; seed++) {
    const { result, findings } = await simulate({ template }, { seed, steps: STEPS });
    if (!isGood(result)) bad.push(`${replay(seed, STEPS)}: ${findings.join('; ')}`);
  }
  return bad;
}
