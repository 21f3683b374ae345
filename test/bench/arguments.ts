/** What a call of the bench asks for. */
export type Asked =
  | { do: 'measure'; suite: string; json: boolean }
  | { do: 'help' }
  /** Nothing that can be done: why, for a person. */
  | { do: 'refuse'; because: string };

/** @param names of the suites there are */
export function readArguments(given: readonly string[], names: readonly string[]): Asked {
  if (given.includes('--help') || given.includes('-h')) return { do: 'help' };
  const unknown = given.find((word) => word.startsWith('-') && word !== '--json');
  if (unknown !== undefined) return { do: 'refuse', because: `unknown option ${unknown}` };
  const [suite, ...more] = given.filter((word) => !word.startsWith('-'));
  if (suite === undefined) return { do: 'refuse', because: 'name the suite to measure' };
  if (more.length > 0) return { do: 'refuse', because: 'one suite at a time' };
  if (!names.includes(suite)) return { do: 'refuse', because: `unknown suite ${suite}` };
  return { do: 'measure', suite, json: given.includes('--json') };
}

/** @param suites name and what it measures */
export function usage(suites: readonly (readonly [name: string, about: string])[]): string {
  const longest = Math.max(0, ...suites.map(([name]) => name.length));
  const list = suites.map(([name, about]) => `  ${name.padEnd(longest)}  ${about}\n`).join('');
  return [
    'Usage: npm run -s bench -- SUITE [--json]\n\n',
    'Measures Relais on this machine, builds first what is out of date, and prints a table: the median of each\n',
    'figure with its range, its goal, and whether the goal is met. A missed goal is told, and is not a failure.\n\n',
    `Suites:\n${list}\n`,
    'Options:\n',
    '  --json  only an array of {name, value, unit, goal, met, low, high, runs} on the standard output;\n',
    '          goal and met are null for figures that are told for comparison\n',
    '  --help  this text\n\n',
    'Exit codes: 0 measured, 1 could not measure, 2 wrong call.\n',
  ].join('');
}
