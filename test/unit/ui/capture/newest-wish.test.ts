import { expect, it } from 'vitest';
import { newestWish } from '#ui/capture/newest-wish.ts';

it('runs the first wish and the newest, one at a time for each page', async () => {
  const run: string[] = [];
  const going: (() => void)[] = [];
  const wish = newestWish<string>(async (id, text) => {
    run.push(`${id}${text}`);
    await new Promise<void>((go) => going.push(go));
  });
  const first = wish(1, 'a');
  void wish(1, 'b');
  void wish(1, 'c');
  void wish(2, 'x');
  expect(run).toEqual(['1a', '2x']);
  going[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(run).toEqual(['1a', '2x', '1c']);
  going[2]?.();
  await first;
  expect(run).toHaveLength(3);
});
