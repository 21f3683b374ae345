import { readArguments, usage } from '#test/bench/arguments.ts';
import { SUITES } from '#test/bench/suites.ts';
import { describe, expect, it } from 'vitest';

const NAMES = ['app', 'sync'];

describe('a call of the bench', () => {
  it('measures the suite that it names', () => {
    expect(readArguments(['app'], NAMES)).toEqual({ do: 'measure', suite: 'app', json: false });
  });

  it.each([[['sync', '--json']], [['--json', 'sync']]])('takes --json in any place: %j', (given) => {
    expect(readArguments(given, NAMES)).toEqual({ do: 'measure', suite: 'sync', json: true });
  });

  it.each([[['--help']], [['-h']], [['app', '--help']], [['nonsense', '--help']]])(
    'is helped before all else: %j',
    (given) => {
      expect(readArguments(given, NAMES)).toEqual({ do: 'help' });
    },
  );

  it.each([
    [[], 'name the suite'],
    [['cards'], 'unknown suite cards'],
    [['app', 'sync'], 'one suite at a time'],
    [['app', '--jsn'], 'unknown option --jsn'],
    [['constructor'], 'unknown suite'],
  ])('is refused with the reason: %j', (given, because) => {
    const asked = readArguments(given, NAMES);
    expect(asked).toMatchObject({ do: 'refuse' });
    expect(asked.do === 'refuse' && asked.because).toContain(because);
  });
});

describe('the usage', () => {
  it('names every suite with what it measures', () => {
    const text = usage(Object.entries(SUITES).map(([name, { about }]) => [name, about] as const));
    for (const [name, { about }] of Object.entries(SUITES)) {
      expect(text).toContain(`  ${name}`);
      expect(text).toContain(about);
    }
  });

  it('tells the exit codes', () => {
    expect(usage([])).toMatch(/0 measured, 1 could not measure, 2 wrong call/);
  });
});
