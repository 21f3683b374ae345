import { interleaved, ratePerSecond } from '#test/bench/interleaved.ts';
import { describe, expect, it } from 'vitest';

describe('measurements in turns', () => {
  it('run each once per round, and every other round backwards', async () => {
    const order: string[] = [];
    const one = (name: string) => async () => order.push(name);
    await interleaved(3, { a: one('a'), b: one('b') });
    expect(order.join('')).toBe('abbaab');
  });

  it('keep the samples of each apart, in the order of the rounds', async () => {
    let n = 0;
    const samples = await interleaved(2, { a: async () => ++n, b: async () => 10 * ++n });
    expect(samples).toEqual({ a: [1, 4], b: [20, 30] });
  });

  it('never overlap', async () => {
    let running = 0;
    const one = async () => {
      running += 1;
      await Promise.resolve();
      return running--;
    };
    const samples = await interleaved(2, { a: one, b: one });
    expect(samples).toEqual({ a: [1, 1], b: [1, 1] });
  });
});

describe('a rate', () => {
  it('counts what all lanes do', async () => {
    let done = 0;
    const act = async () => {
      done += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    };
    expect(await ratePerSecond(20, [act, act])).toBeGreaterThan(0);
    expect(done).toBeGreaterThan(1);
  });

  it('fails where a lane fails', async () => {
    await expect(ratePerSecond(5, [() => Promise.reject(new Error('refused'))])).rejects.toThrow('refused');
  });
});
