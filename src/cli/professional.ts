import { isPsIdNat } from '#base/brand.ts';
import { shutOut } from '#server/backup/shut-out.ts';
import { lettersOnly } from '#domain/identity/person-name.ts';
import { isHealthProfession, professionLabel } from '#domain/nomenclature/professions.ts';
import {
  addProfessional,
  listProfessionals,
  removeProfessional,
  type NewProfessional,
} from '#server/auth/professionals.ts';
import type { Command } from 'commander';
import { refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { revokeAll } from './entitlement.ts';
import { EXIT, type ExitCode } from './io.ts';

type AddOptions = JsonOption & { familyName: string; firstName: string; profession: string };

/** `relais professional add|list|remove`. */
export function professionalCommands(program: Command, context: Context, run: Run): void {
  const { professional: text, json } = context.text;
  const group = program.command('professional').description(text.about).helpCommand(false);
  group
    .command('add')
    .description(text.add)
    .argument('<ps-id-nat>', text.psIdNat)
    .requiredOption('--family-name <name>', text.familyName)
    .requiredOption('--first-name <name>', text.firstName)
    .requiredOption('--profession <code>', text.profession)
    .option('--json', json)
    .action((psIdNat: string, options: AddOptions) => run(() => add(context, psIdNat, options)));
  group
    .command('list')
    .description(text.list)
    .option('--json', json)
    .action((options: JsonOption) => run(() => list(context, options)));
  group
    .command('remove')
    .description(text.remove)
    .argument('<ps-id-nat>', text.psIdNat)
    .option('--json', json)
    .action((psIdNat: string, options: JsonOption) => run(() => remove(context, psIdNat, options)));
}

function add(context: Context, psIdNat: string, options: AddOptions): Promise<ExitCode> | ExitCode {
  const { professional: text } = context.text;
  const { familyName, firstName, profession } = options;
  if (!isPsIdNat(psIdNat)) return wrong(context, options, 'PsIdNat', text.badNumber(psIdNat));
  if (!isHealthProfession(profession))
    return wrong(context, options, 'Profession', text.badProfession(profession));
  if (lettersOnly(familyName) === '' || lettersOnly(firstName) === '')
    return wrong(context, options, 'Name', text.badName);
  const added: NewProfessional = { psIdNat, familyName, firstName, profession };
  return withServer(context, async (server) => {
    await addProfessional(server, added);
    show(context, options, added, [text.added(psIdNat)]);
    return EXIT.done;
  });
}

function list(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory }) => {
    const rows = (await listProfessionals(directory)).map(
      ({ psIdNat, familyName, firstName, profession }) => ({
        psIdNat,
        familyName,
        firstName,
        profession,
      }),
    );
    const lines = rows.map(
      (row) => `${row.psIdNat}\t${row.familyName} ${row.firstName}\t${professionLabel(row.profession)}`,
    );
    show(context, options, rows, lines);
    if (rows.length === 0) context.io.say(context.text.professional.none);
    return EXIT.done;
  });
}

function remove(context: Context, psIdNat: string, options: JsonOption): Promise<ExitCode> | ExitCode {
  const { professional: text } = context.text;
  if (!isPsIdNat(psIdNat)) return wrong(context, options, 'PsIdNat', text.badNumber(psIdNat));
  return withServer(context, async (server) => {
    await revokeAll(server, psIdNat);
    const who = { kind: 'professionalRemoved', psIdNat } as const;
    const removed = await shutOut(server, who, {
      carryOut: () => removeProfessional(server, psIdNat),
      took: (known) => known,
    });
    if (!removed) return wrong(context, options, 'Unknown', text.unknown(psIdNat));
    show(context, options, { psIdNat }, [text.removed(psIdNat)]);
    return EXIT.done;
  });
}

function wrong(context: Context, options: JsonOption, type: string, sentence: string): ExitCode {
  refuse(context, options, { type }, sentence);
  return EXIT.refused;
}
