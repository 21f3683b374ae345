import type { RelaisServer } from '#server/server.server.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import type { Messages } from './messages.ts';
import type { OpenServer } from './open.ts';

/** What every command has in hand. */
export type Context = { io: Io; text: Messages; open: OpenServer };

/** Runs what a command does and keeps its exit code. */
export type Run = (work: () => Promise<ExitCode> | ExitCode) => Promise<void>;

/** `--json`, on every command that a script would read. */
export type JsonOption = { json?: boolean };

/** A result: for a script the value, else its lines for people. */
export function show(
  { io }: Pick<Context, 'io'>,
  { json }: JsonOption,
  value: unknown,
  lines: readonly string[],
): void {
  if (json) io.out(JSON.stringify(value));
  else lines.forEach((line) => io.out(line));
}

/** A refusal: for a script its code on standard output, for people a sentence on standard error. */
export function refuse(
  { io }: Pick<Context, 'io'>,
  { json }: JsonOption,
  error: { type: string },
  sentence: string,
): void {
  if (json) io.out(JSON.stringify({ error: error.type }));
  io.say(sentence);
}

/** Date alone, in ISO form: what an operator compares. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Opens the instance for one piece of work, and closes it whatever happens. */
export async function withServer(
  { io, text, open }: Context,
  work: (server: RelaisServer) => Promise<ExitCode>,
): Promise<ExitCode> {
  const opened = await open(io.env);
  if (!opened.ok) {
    io.say(text.configuration);
    opened.error.problems.forEach((problem) => io.say(`  - ${problem}`));
    return EXIT.configuration;
  }
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}
