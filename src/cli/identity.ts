import { computeInsC } from '#domain/identity/ins-c.ts';
import { parseNir } from '#domain/identity/nir.ts';
import type { Command } from 'commander';
import { refuse, show, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `relais insc`, `relais nir check`: nothing is opened, nothing is kept, and no message repeats a NIR. */
export function identityCommands(program: Command, context: Context, run: Run): void {
  const { text } = context;
  program
    .command('insc')
    .description(text.insc.about)
    .requiredOption('--first-name <name>', text.insc.firstName)
    .requiredOption('--birth <date>', text.insc.birth)
    .requiredOption('--nir <nir>', text.insc.nir)
    .option('--json', text.json)
    .action((options: InsCOptions) => run(() => insC(context, options)));
  program
    .command('nir')
    .description(text.nir.about)
    .helpCommand(false)
    .command('check')
    .description(text.nir.check)
    .argument('<nir>', text.nir.argument)
    .option('--json', text.json)
    .action((nir: string, options: JsonOption) => run(() => checkNir(context, nir, options)));
}

type InsCOptions = JsonOption & { firstName: string; birth: string; nir: string };

async function insC(context: Context, options: InsCOptions): Promise<ExitCode> {
  const nir = await argumentOrInput(context, options.nir);
  const computed = await computeInsC({ firstName: options.firstName, birthDate: options.birth, nir });
  if (computed.ok) show(context, options, { insC: computed.value }, [computed.value]);
  else refuse(context, options, computed.error, context.text.insCErrors[computed.error.type]);
  return computed.ok ? EXIT.done : EXIT.refused;
}

async function checkNir(context: Context, given: string, options: JsonOption): Promise<ExitCode> {
  const nir = parseNir(await argumentOrInput(context, given));
  if (nir.ok) show(context, options, { valid: true }, [context.text.nir.valid]);
  else refuse(context, options, nir.error, context.text.insCErrors[nir.error.type]);
  return nir.ok ? EXIT.done : EXIT.refused;
}

/** An argument shows in the list of processes and in the shell's history; «-» keeps a NIR out of both. */
const argumentOrInput = async ({ io }: Context, given: string): Promise<string> =>
  given === '-' ? (await io.readInput()).trim() : given;
