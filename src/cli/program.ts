import { Command, CommanderError } from 'commander';
import { alarmsCommands } from './alarms.ts';
import { auditCommands } from './audit.ts';
import { backupCommand } from './backup.ts';
import type { Context, Run } from './context.ts';
import { entitlementCommands } from './entitlement.ts';
import { identityCommands } from './identity.ts';
import { informationCommands } from './information.ts';
import { devicesCommands } from './devices.ts';
import { EXIT, type ExitCode } from './io.ts';
import { keyCommands } from './key.ts';
import { matrixCommands } from './matrix.ts';
import { pairingsCommands } from './pairings.ts';
import { professionalCommands } from './professional.ts';
import { restoreCommand } from './restore.ts';
import { trustCommands } from './trust.ts';

/** Runs the command line `relais` and answers with its exit code. Never throws. */
export async function runRelais(args: readonly string[], context: Context): Promise<ExitCode> {
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

function makeProgram(context: Context, run: Run): Command {
  const { io, text } = context;
  const program = new Command('relais')
    .description(text.program)
    .exitOverride()
    .showHelpAfterError(false)
    .helpOption('-h, --help', text.usage.help)
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => text.usage.titles[title] ?? title })
    .configureOutput({
      writeOut: (written) => io.out(written.trimEnd()),
      writeErr: (written) => io.say(written.trimEnd()),
      // said once, in the user's language, where the error is caught
      outputError: () => undefined,
    });
  identityCommands(program, context, run);
  professionalCommands(program, context, run);
  entitlementCommands(program, context, run);
  matrixCommands(program, context, run);
  devicesCommands(program, context, run);
  informationCommands(program, context, run);
  pairingsCommands(program, context, run);
  trustCommands(program, context, run);
  alarmsCommands(program, context, run);
  auditCommands(program, context, run);
  keyCommands(program, context, run);
  backupCommand(program, context, run);
  restoreCommand(program, context, run);
  return program;
}

/** Help is no failure; anything else that commander throws is a wrong usage. */
function failureOf({ io, text }: Context, error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const named = /'([^']+)'/.exec(error.message)?.[1] ?? '';
    const translated = text.usage.errors[error.code]?.(named);
    const said = translated ?? error.message.replace(/^error: /, '');
    if (error.code !== 'commander.help') io.say(`relais: ${said}`);
    return EXIT.usage;
  }
  // the text of an exception may hold what it stumbled over; its name does not
  io.say(`${text.unexpected}: ${error instanceof Error ? error.name : 'Error'}`);
  return EXIT.refused;
}
