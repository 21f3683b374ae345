import { lineOf } from '#server/commands/line.ts';
import { expect, it } from 'vitest';

const answered = (items: readonly string[]): PromiseSettledResult<string>[] =>
  items.map((item) => ({ status: 'fulfilled', value: item.toUpperCase() }));

/** A line that notes what it was given to serve. */
function notedLine(places: number) {
  const served: (readonly string[])[] = [];
  const line = lineOf<string, string>(places, async (items) => {
    served.push(items);
    return Promise.resolve(answered(items));
  });
  return { line, served };
}

it('serves all at once, in the order of their places and not of their coming', async () => {
  const { line, served } = notedLine(3);
  const last = line.join(2, 'c');
  const first = line.join(0, 'a');
  expect(served).toEqual([]);
  const second = line.join(1, 'b');
  expect(await Promise.all([first, second, last])).toEqual(['A', 'B', 'C']);
  expect(served).toEqual([['a', 'b', 'c']]);
});

it('does not wait for one that was answered otherwise', async () => {
  const { line, served } = notedLine(2);
  const second = line.join(1, 'b');
  line.leave(0, 'answered');
  expect(await second).toBe('B');
  expect(served).toEqual([['b']]);
});

it('serves those before one that failed, and none behind it', async () => {
  const { line, served } = notedLine(3);
  const first = line.join(0, 'a');
  const last = line.join(2, 'c');
  line.leave(1, 'failed');
  await expect(last).rejects.toThrow('a command before this one failed');
  expect(await first).toBe('A');
  expect(served).toEqual([['a']]);
});

it('counts one that leaves after it joined once', async () => {
  const { line, served } = notedLine(2);
  const first = line.join(0, 'a');
  line.leave(0, 'answered');
  expect(served).toEqual([]);
  const second = line.join(1, 'b');
  expect(await Promise.all([first, second])).toEqual(['A', 'B']);
});

it('hands a failure of the serving to all', async () => {
  const line = lineOf<string, string>(2, () => Promise.reject(new Error('gone')));
  const both = [line.join(0, 'a'), line.join(1, 'b')];
  for (const one of both) await expect(one).rejects.toThrow('gone');
});
