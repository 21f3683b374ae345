import { readArguments, usage } from './arguments.ts';
import { figureJson } from './figure.ts';
import { machineLine, readMachine } from './machine.ts';
import { SUITES } from './suites.ts';
import { renderTable } from './table.ts';

/** `npm run -s bench -- SUITE [--json]`: the one door to figures. */
async function main(given: readonly string[]): Promise<number> {
  const asked = readArguments(given, Object.keys(SUITES));
  const help = usage(Object.entries(SUITES).map(([name, { about }]) => [name, about] as const));
  if (asked.do === 'help') process.stdout.write(help);
  if (asked.do === 'refuse') process.stderr.write(`${asked.because}\n\n${help}`);
  if (asked.do !== 'measure') return asked.do === 'help' ? 0 : 2;
  await measure(asked.suite, asked.json);
  return 0;
}

async function measure(name: string, json: boolean): Promise<void> {
  const machine = readMachine();
  const progress = (text: string): void => void process.stderr.write(`… ${text}\n`);
  const suite = await SUITES[name]?.load();
  const figures = (await suite?.measure({ progress })) ?? [];
  if (json) process.stdout.write(`${JSON.stringify(figures.map(figureJson), null, 2)}\n`);
  else process.stdout.write(`\nRelais, suite ${name}\n${machineLine(machine)}\n\n${renderTable(figures)}`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `could not measure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
