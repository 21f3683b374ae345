import type { BackupReport } from '#server/backup/backup.ts';
import type { ServerConfig } from '#server/config.ts';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import type { Command } from 'commander';
import { refuse, show, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

type BackupOptions = JsonOption & { keys?: string; keysOnly?: boolean };

export const keysFileOf = (file: string, named: string | undefined): string => named ?? `${file}.keys`;

/** `relais backup FILE`: beside a running server. */
export function backupCommand(program: Command, context: Context, run: Run): void {
  const { backup: text, json } = context.text;
  program
    .command('backup')
    .description(text.about)
    .argument('<file>', text.file)
    .option('--keys <file>', text.keys)
    .option('--keys-only', text.keysOnly)
    .option('--json', json)
    .action((file: string, options: BackupOptions) => run(() => backUp(context, file, options)));
}

/** Runs `work` with the configuration; no database is opened for it. */
export async function withConfig(
  { io, text }: Context,
  env: Context['io']['env'],
  work: (config: ServerConfig) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { readConfig } = await import('#server/config.ts');
  const { startProblems } = await import('#server/start-failure.ts');
  const config = readConfig(env, 'production');
  if (config.ok) return work(config.value);
  io.say(text.configuration);
  startProblems({ type: 'Config', problems: config.error }).forEach((problem) => io.say(`  - ${problem}`));
  return EXIT.configuration;
}

function backUp(context: Context, file: string, options: BackupOptions): Promise<ExitCode> {
  const { backup: text } = context.text;
  const keysOnly = options.keysOnly === true;
  const keysFile = keysOnly ? (options.keys ?? file) : keysFileOf(file, options.keys);
  const files = { file: keysOnly ? undefined : file, keysFile };
  return withConfig(context, context.io.env, async ({ operatorKey, dataDir, information }) => {
    const { makeBackup } = await import('#server/backup/backup.ts');
    const deps = { operatorKey, clock: systemClock, random: systemRandom };
    const onProgress = progressOn(process.stderr, text.progress);
    const made = await makeBackup(deps, {
      dataDir,
      ...files,
      onProgress,
      ...(information && { information }),
    });
    if (!made.ok) {
      refuse(context, options, made.error, text.errors[made.error.type](file));
      return EXIT.refused;
    }
    const lines = keysOnly
      ? [text.keysDone(keysFile, made.value.keysBytes)]
      : text.done(file, keysFile, made.value);
    show(context, options, figuresOf(made.value), lines);
    if (made.value.missing > 0) context.io.say(text.missing(made.value.missing));
    return EXIT.done;
  });
}

const figuresOf = ({
  backupId,
  at,
  dossiers,
  documents,
  contents,
  missing,
  bytes,
  keysBytes,
}: BackupReport) => ({
  backupId,
  at,
  dossiers,
  documents,
  contents,
  missing,
  bytes,
  keysBytes,
});

type Terminal = { isTTY?: boolean; write(text: string): unknown };

/** One line that is written over, on a terminal alone: each hundredth once. */
export function progressOn(
  terminal: Terminal,
  sentence: (percent: number) => string,
): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const percent = Math.min(100, Math.floor((100 * done) / Math.max(total, 1)));
    if (!terminal.isTTY || percent === shown) return;
    shown = percent;
    terminal.write(`\r${sentence(percent)}${percent === 100 ? '\n' : ''}`);
  };
}
