import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import type { RestoreError, RestoreReport } from '#server/backup/restore.ts';
import type { Command } from 'commander';
import { keysFileOf, withConfig } from './backup.ts';
import { refuse, show, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

type RestoreOptions = JsonOption & { keys?: string; to?: string; replace?: boolean };

/** `relais restore FILE`: while no server runs. */
export function restoreCommand(program: Command, context: Context, run: Run): void {
  const { restore: text, json } = context.text;
  program
    .command('restore')
    .description(text.about)
    .argument('<file>', text.file)
    .option('--keys <file>', text.keys)
    .option('--to <folder>', text.to)
    .option('--replace', text.replace)
    .option('--json', json)
    .action((file: string, options: RestoreOptions) => run(() => restore(context, file, options)));
}

function restore(context: Context, file: string, options: RestoreOptions): Promise<ExitCode> {
  const { restore: text } = context.text;
  const { env } = context.io;
  const keysFile = keysFileOf(file, options.keys);
  const target = options.to === undefined ? env : { ...env, RELAIS_DATA: options.to };
  return withConfig(context, target, async (config) => {
    const { restoreBackup } = await import('#server/backup/restore.ts');
    const given = { keysNamed: options.keys !== undefined, replace: options.replace === true };
    const ports = { clock: systemClock, random: systemRandom };
    const restored = await restoreBackup(ports, { config, file, keysFile, ...given });
    if (!restored.ok) {
      const named = fileIn(restored.error) ?? keysFile;
      refuse(context, options, restored.error, text.errors[restored.error.type](named));
      return EXIT.refused;
    }
    show(context, options, restored.value, linesOf(context, config.dataDir, restored.value));
    return EXIT.done;
  });
}

const fileIn = (error: RestoreError): string | undefined => ('file' in error ? error.file : undefined);

function linesOf({ text: { restore: text } }: Context, folder: string, report: RestoreReport): string[] {
  const at = `${new Date(report.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const kept = report.keys === 'fromFile' ? [] : [text.keysKept];
  const aside = report.aside === null ? [] : [text.aside(report.aside)];
  const information = report.information === null ? [] : [text.information(report.information)];
  return [...text.done(folder, { ...report, at }), ...kept, ...information, ...aside];
}
