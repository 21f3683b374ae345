import { isGood, simulate, type Run } from './simulate.ts';
import { makeTemplate } from './template.ts';
import { VARIANTS } from './variants/variants.ts';
import { parseArgs } from 'node:util';

/** `npm run simulate -- [--seed N | --seeds A..B] [--steps M] [--json] [--log] [--variant NAME]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string' },
      steps: { type: 'string', default: '500' },
      variant: { type: 'string' },
      json: { type: 'boolean', default: false },
      log: { type: 'boolean', default: false },
    },
  });
  const [first = '1', last = first] = values.seeds?.split('..') ?? [values.seed];
  const variant = VARIANTS.find(({ name }) => name === values.variant);
  if (values.variant !== undefined && !variant)
    throw new Error(`known variants: ${VARIANTS.map(({ name }) => name).join(', ')}`);
  const steps = Number(values.steps);
  const template = await makeTemplate();
  for (let seed = Number(first); seed <= Number(last); seed++) {
    const run = await simulate({ template, ...(variant && { variant }) }, { seed, steps });
    print(run, values);
    if (!isGood(run.result)) process.exitCode = 1;
  }
  template.remove();
}

function print({ result, log, findings }: Run, how: { json: boolean; log: boolean }): void {
  const { seed, steps } = result;
  if (how.log) process.stdout.write(`${log}\n`);
  const figures = Object.entries(result).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${how.json ? JSON.stringify(result) : figures.join(', ')}\n`);
  if (isGood(result)) return;
  for (const finding of findings) process.stderr.write(`  ${finding}\n`);
  process.stderr.write(`  npm run simulate -- --seed ${seed} --steps ${steps}\n`);
}

await main();
