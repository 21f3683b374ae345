import { resolve, join } from 'node:path';
import type { ExitCode } from '#cli/io.ts';
import { messagesFor } from '#cli/messages.ts';
import { openFromEnvironment } from '#cli/open.ts';
import { runRelais } from '#cli/program.ts';

export type Ran = { code: ExitCode; out: string; said: string };

/** Configuration of an instance in this folder, in English; its key file is not written yet. */
export const environmentIn = (folder: string): Record<string, string> => ({
  LANG: 'C',
  RELAIS_DATA: join(folder, 'data'),
  RELAIS_KEY_FILE: join(folder, 'key'),
  RELAIS_MIGRATIONS: resolve(import.meta.dirname, '../../../drizzle'),
  ORIGIN: 'https://relais.example',
});

/** Runs one command in this process. */
export async function runIn(env: Record<string, string>, args: string[], input = ''): Promise<Ran> {
  const out: string[] = [];
  const said: string[] = [];
  const io = {
    out: (line: string) => void out.push(line),
    say: (line: string) => void said.push(line),
    readInput: () => Promise.resolve(input),
    env,
  };
  const code = await runRelais(args, { io, text: messagesFor(env), open: openFromEnvironment });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
