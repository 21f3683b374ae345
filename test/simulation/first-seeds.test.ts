import { afterAll, beforeAll, expect, test } from 'vitest';
import { badSeeds, SEEDS, STEPS } from './seeds.ts';
import { makeTemplate, type Template } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.remove());

test(`the first ${SEEDS / 2} of ${SEEDS} seeds of ${STEPS} steps: nothing lost, doubled, leaked or different`, async () => {
  expect(await badSeeds(template, 1, SEEDS / 2)).toEqual([]);
}, 600_000);
