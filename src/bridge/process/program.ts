import { Command, CommanderError } from 'commander';
import type { ConfigOptions } from '../config.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { runRemote } from './remote-commands.ts';
import { runBridge } from './run.ts';

export type RunOptions = ConfigOptions & {
  readonly service?: boolean;
  readonly open?: boolean;
  readonly reset?: boolean;
  readonly json?: boolean;
  /** In the demonstration. */
  readonly card?: string;
};

/** Runs the command line of a bridge and answers with its exit code. Never throws. */
export async function runProgram(args: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = makeProgram(context, async (work) => {
    code = await work();
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return failureOf(context, error);
  }
}

type Run = (work: () => Promise<ExitCode>) => Promise<void>;

function makeProgram(context: Context, run: Run): Command {
  const { text, product } = context;
  const program = new Command(product.program)
    .description(text.program)
    .option('--origin <url>', text.options.origin)
    .option('--name <name>', text.options.name)
    .option('--state <folder>', text.options.state)
    .option('--readers <source>', text.options.readers)
    .option('--config <file>', text.options.config)
    .option('--service', text.options.service)
    .option('--open', text.options.open)
    .option('--reset', text.options.reset)
    .exitOverride()
    .showHelpAfterError(false)
    .helpOption('-h, --help', text.usage.help)
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => text.usage.titles[title] ?? title })
    .configureOutput({
      writeOut: (written) => context.out(written.trimEnd()),
      writeErr: (written) => context.say(written.trimEnd()),
      outputError: () => undefined,
    });
  if (product.aboutCard !== undefined) program.option('--card <id>', product.aboutCard);
  program.action((options: RunOptions) => run(() => runBridge(context, options)));
  const remote = (command: string, argument: string | undefined, about: string, says = ''): void => {
    const added = program.command(command).description(about).option('--json', text.options.json);
    if (argument !== undefined) added.argument(`<${argument}>`, says);
    added.action((...given: unknown[]) => {
      const value = typeof given[0] === 'string' ? [given[0]] : [];
      return run(() => runRemote(context, added.optsWithGlobals<RunOptions>(), command, value));
    });
  };
  remote('status', undefined, text.commands.status);
  remote('pair', undefined, text.commands.pair);
  remote('pairings', undefined, text.commands.pairings);
  remote('accept', 'digits', text.commands.accept, text.arguments.digits);
  remote('decline', 'digits', text.commands.decline, text.arguments.digits);
  remote('revoke', 'number', text.commands.revoke, text.arguments.number);
  for (const { name, argument, about } of product.commands ?? []) remote(name, argument, about);
  return program;
}

/** Help is no failure; anything else that commander throws is a wrong usage. */
function failureOf({ text, say, product }: Context, error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
    say(
      `${product.program}: ${text.usage.errors[error.code]?.(named) ?? error.message.replace(/^error: /, '')}`,
    );
    return EXIT.usage;
  }
  // the text of an exception may hold what it stumbled over; its name does not
  say(`${text.unexpected}: ${error instanceof Error ? error.name : 'Error'}`);
  return EXIT.refused;
}
