import { isDeviceId } from '#base/brand.ts';
import { allPairings } from '#server/relay/pairings.ts';
import type { Command } from 'commander';
import { dateOf, refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `relais pairings list|end`. */
export function pairingsCommands(program: Command, context: Context, run: Run): void {
  const { pairings: text, json } = context.text;
  const group = program.command('pairings').description(text.about).helpCommand(false);
  group
    .command('list')
    .description(text.list)
    .option('--json', json)
    .action((options: JsonOption) => run(() => list(context, options)));
  group
    .command('end')
    .description(text.end)
    .argument('<bridge>', text.bridge)
    .argument('<app>', text.app)
    .option('--json', json)
    .action((bridge: string, app: string, options: JsonOption) =>
      run(() => end(context, { bridge, app }, options)),
    );
}

function list(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory, clock }) => {
    const { pairings: text } = context.text;
    const rows = await allPairings(directory.db, clock.now());
    const lines = rows.map(({ bridge, bridgeName, app, appName, pairedAt, lastUsedAt }) =>
      [bridge, bridgeName, app, appName, dateOf(pairedAt), text.lastUsed(dateOf(lastUsedAt))].join('\t'),
    );
    show(context, options, rows, lines);
    if (rows.length === 0) context.io.say(text.none);
    return EXIT.done;
  });
}

function end(
  context: Context,
  { bridge, app }: { bridge: string; app: string },
  options: JsonOption,
): Promise<ExitCode> | ExitCode {
  const { pairings: text } = context.text;
  if (!isDeviceId(bridge) || !isDeviceId(app)) {
    refuse(context, options, { type: 'Key' }, text.badKey);
    return EXIT.refused;
  }
  return withServer(context, async ({ relay }) => {
    if (await relay.endByOperator({ bridge, app })) {
      show(context, options, { bridge, app }, [text.ended]);
      return EXIT.done;
    }
    refuse(context, options, { type: 'Unknown' }, text.unknown);
    return EXIT.refused;
  });
}
