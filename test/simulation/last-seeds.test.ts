import { afterAll, beforeAll, expect, test } from 'vitest';
import { badSeeds, SEEDS, STEPS } from './seeds.ts';
import { makeTemplate, type Template } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.remove());

test(`the last ${SEEDS / 2} of ${SEEDS} seeds of ${STEPS} steps: nothing lost, doubled, leaked or different`, async () => {
  expect(await badSeeds(template, SEEDS / 2 + 1, SEEDS)).toEqual([]);
}, 600_000);
