import { expect, test } from 'vitest';
import { oneAfterAnother } from '#base/one-after-another.ts';

test('calls that come while it runs share one more run, and none overlap', async () => {
  const share = oneAfterAnother();
  let running = 0;
  let most = 0;
  let runs = 0;
  const run = async (): Promise<void> => {
    runs++;
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await Promise.all(Array.from({ length: 10 }, () => share(run)));
  expect([runs, most]).toEqual([2, 1]);
  await share(run);
  expect(runs).toBe(3);
});

test('one that fails does not keep the next from running', async () => {
  const share = oneAfterAnother();
  const failed = share(() => Promise.reject(new Error('no')));
  const next = share(() => Promise.resolve());
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBeUndefined();
});
