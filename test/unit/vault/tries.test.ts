import { expect, test } from 'vitest';
import { beginTry, NO_TRIES, waited, type Tries } from '#vault/tries.ts';
import { measuredParams, paramsFor, TARGET_MS } from '#vault/measure.ts';
import { ARGON2_FLOOR } from '#vault/passphrase.ts';
import { systemRandom } from '#base/random.ts';

test('the third wrong passphrase in a row makes the next wait, and each one longer', () => {
  const waits: number[] = [];
  let tries: Tries = NO_TRIES;
  for (let n = 0; n < 10; n++) {
    const begun = beginTry({ ...tries, waitMs: 0 });
    if (!begun) throw new Error('refused');
    tries = begun;
    waits.push(tries.waitMs / 1000);
  }
  expect(waits).toEqual([0, 0, 5, 15, 60, 300, 900, 3600, 3600, 3600]);
});

test('nothing is tried while it waits', () => {
  expect(beginTry({ failures: 3, waitMs: 1 })).toBeUndefined();
});

test('a wait ends by the time that passed, never before, and never by time that went back', () => {
  const tries = { failures: 4, waitMs: 15_000 };
  expect(waited(tries, tries, 14_999).waitMs).toBe(1);
  expect(waited(tries, tries, 20_000).waitMs).toBe(0);
  expect(waited(tries, tries, -5000).waitMs).toBe(15_000);
});

test('a wait that another tab made longer is left alone', () => {
  const now = { failures: 5, waitMs: 60_000 };
  expect(waited(now, { failures: 4, waitMs: 15_000 }, 20_000)).toEqual(now);
});

test('parameters are never under the floor, however slow the device', () => {
  for (const slow of [500, 5000, 60_000, 0]) expect(paramsFor(slow)).toEqual(ARGON2_FLOOR);
});

test('a fast device gets more memory, then more passes, for about the time that is meant', () => {
  for (const floorMs of [20, 100, 200, 250, 300, 400]) {
    const { memoryKiB, iterations } = paramsFor(floorMs);
    const takes = floorMs * (memoryKiB / ARGON2_FLOOR.memoryKiB) * (iterations / ARGON2_FLOOR.iterations);
    expect(takes).toBeLessThanOrEqual(TARGET_MS * 1.01);
    expect(takes).toBeGreaterThan(TARGET_MS * 0.7);
  }
});

test('the device itself is measured, at the floor', async () => {
  let now = 0;
  const asked: unknown[] = [];
  const params = await measuredParams({
    random: systemRandom,
    clock: { monotonic: () => now },
    deriveKey: async ({ params: given }) => {
      asked.push(given);
      now += 100;
      return systemRandom.bytes(32);
    },
  });
  expect(asked).toEqual([ARGON2_FLOOR, ARGON2_FLOOR]);
  expect(params).toEqual(paramsFor(100));
});
