import type { Result } from '#base/result.ts';
import type { InformationFault } from '#server/information.ts';
import type { ServiceInformation } from '#wire/information.ts';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { refuse, show, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `relais information show|check`: what the help tells of this instance. Opens no data. */
export function informationCommands(program: Command, context: Context, run: Run): void {
  const { information: text, json } = context.text;
  const group = program.command('information').description(text.about).helpCommand(false);
  group
    .command('show')
    .description(text.show)
    .option('--json', json)
    .action((options: JsonOption) => run(() => showConfigured(context, options)));
  group
    .command('check')
    .description(text.check)
    .argument('<file>', text.file)
    .option('--json', json)
    .action((file: string, options: JsonOption) => run(() => check(context, file, options)));
}

async function showConfigured(context: Context, options: JsonOption): Promise<ExitCode> {
  const { io, text } = context;
  const { informationFiles } = await import('#server/information.ts');
  const { RELAIS_INFORMATION: named, RELAIS_DATA: dataDir } = io.env;
  const path = informationFiles({ information: named, dataDir }).find((file) => existsSync(file)) ?? named;
  if (!path) {
    show(context, options, null, []);
    io.say(text.information.notConfigured);
    return EXIT.done;
  }
  const read = await readFrom(path);
  if (!read.ok) return refused(context, options, path, read.error);
  show(context, options, read.value, linesOf(context, read.value));
  return EXIT.done;
}

async function check(context: Context, path: string, options: JsonOption): Promise<ExitCode> {
  const read = await readFrom(path);
  if (!read.ok) return refused(context, options, path, read.error);
  show(context, options, { updatedOn: read.value.updatedOn }, [context.text.information.good(path)]);
  return EXIT.done;
}

/** Only these commands pay for loading what reads it. */
async function readFrom(path: string): Promise<Result<ServiceInformation, InformationFault>> {
  const { readInformation } = await import('#server/information.ts');
  return readInformation(path);
}

function refused(context: Context, options: JsonOption, path: string, fault: InformationFault): ExitCode {
  refuse(context, options, fault, context.text.information.refusal(path, fault));
  return EXIT.refused;
}

/** One line each: the day, the service, then the software. */
function linesOf({ text }: Context, { updatedOn, service, software }: ServiceInformation): string[] {
  const { language } = text.information;
  const told = service
    ? [service.name[language], service.phone, service.hours?.[language], service.email, service.page]
    : [text.information.noService];
  const known = software.map(({ name, maker, version, does }) => [name, maker, version, does[language]]);
  return [
    text.information.updated(updatedOn),
    ...[told, ...(known.length > 0 ? known : [[text.information.noSoftware]])].map((line) =>
      line.filter((part) => part !== undefined).join('\t'),
    ),
  ];
}
