import type { Command } from 'commander';
import type { Context, JsonOption, Run } from './context.ts';
import { importMatrix } from './matrix-import.ts';
import { listKnownMatrices, showMatrix } from './matrix-show.ts';

/** `relais matrix import|list|show`: which types of document each profession reads. */
export function matrixCommands(program: Command, context: Context, run: Run): void {
  const { matrix: text, json } = context.text;
  const group = program.command('matrix').description(text.about).helpCommand(false);
  group
    .command('import')
    .description(text.import)
    .argument('<file>', text.file)
    .option('--json', json)
    .action((file: string, options: JsonOption) => run(() => importMatrix(context, file, options)));
  group
    .command('list')
    .description(text.list)
    .option('--json', json)
    .action((options: JsonOption) => run(() => listKnownMatrices(context, options)));
  group
    .command('show')
    .description(text.show)
    .option('--json', json)
    .action((options: JsonOption) => run(() => showMatrix(context, options)));
}
