import { listAlarms, markAlarmsSeen, type AlarmRow } from '#server/repositories/alarms.ts';
import type { Command } from 'commander';
import { show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

type ListOptions = JsonOption & { all?: boolean };

/** `relais alarms list|seen`: what somebody should look at. */
export function alarmsCommands(program: Command, context: Context, run: Run): void {
  const { alarms: text, json } = context.text;
  const group = program.command('alarms').description(text.about).helpCommand(false);
  group
    .command('list')
    .description(text.list)
    .option('--all', text.all)
    .option('--json', json)
    .action((options: ListOptions) => run(() => list(context, options)));
  group
    .command('seen')
    .description(text.seen)
    .option('--json', json)
    .action((options: JsonOption) => run(() => markSeen(context, options)));
}

function list(context: Context, options: ListOptions): Promise<ExitCode> {
  return withServer(context, async ({ directory }) => {
    const rows = await listAlarms(directory.db, { unseen: !options.all });
    show(
      context,
      options,
      rows,
      rows.map((row) => lineOf(context, row)),
    );
    if (rows.length === 0) context.io.say(context.text.alarms.none);
    return EXIT.done;
  });
}

function lineOf({ text: { alarms: text } }: Context, row: AlarmRow): string {
  const at = new Date(row.at).toISOString().slice(0, 16).replace('T', ' ');
  const seen = row.seenAt === null ? [] : [text.wasSeen];
  return [`${at} UTC`, text.sentence(row), ...seen].join('\t');
}

function markSeen(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory, clock }) => {
    const count = await directory.write((tx) => markAlarmsSeen(tx, clock.now()));
    show(context, options, { seen: count }, [context.text.alarms.marked(count)]);
    return EXIT.done;
  });
}
