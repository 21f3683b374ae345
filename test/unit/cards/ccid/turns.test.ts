import { describe, expect, it } from 'vitest';
import { createTurns } from '#cards/ccid/turns.ts';

describe('turns', () => {
  it('let so many run at once, and the others in the order in which they came', async () => {
    const turns = createTurns(2);
    const begun: number[] = [];
    const finish: (() => void)[] = [];
    const all = [1, 2, 3, 4].map((n) =>
      turns.run(() => {
        begun.push(n);
        return new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([1, 2]);
    for (let n = 0; n < 4; n++) {
      finish[n]?.();
      await all[n];
      await Promise.resolve();
    }
    expect(begun).toEqual([1, 2, 3, 4]);
    expect(turns.busy()).toBe(false);
  });

  it('go on after a task that failed', async () => {
    const turns = createTurns(1);
    await expect(turns.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await turns.run(() => Promise.resolve(1))).toBe(1);
  });
});
