import { isPsIdNat, type PsIdNat } from '#base/brand.ts';
import { ENTITLEMENTS, type Entitlement } from '#domain/access/question.ts';
import { findProfessional, listProfessionals } from '#server/auth/professionals.ts';
import {
  entitlementsOf,
  grantEntitlement,
  listEntitlements,
  revokeEntitlement,
} from '#server/repositories/entitlements.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { Command } from 'commander';
import { dateOf, refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';
import { traceOperator } from './operator-trace.ts';

/** `relais entitlement grant|revoke|list`: what the operator allows a professional by name. */
export function entitlementCommands(program: Command, context: Context, run: Run): void {
  const { entitlement: text, json } = context.text;
  const group = program.command('entitlement').description(text.about).helpCommand(false);
  for (const [name, act] of [
    ['grant', grant],
    ['revoke', revoke],
  ] as const)
    group
      .command(name)
      .description(text[name])
      .argument('<ps-id-nat>', context.text.professional.psIdNat)
      .argument('<entitlement>', text.which)
      .option('--json', json)
      .action((psIdNat: string, entitlement: string, options: JsonOption) =>
        run(() => onOne(context, options, { psIdNat, entitlement }, act)),
      );
  group
    .command('list')
    .description(text.list)
    .option('--json', json)
    .action((options: JsonOption) => run(() => list(context, options)));
}

type Line = { psIdNat: PsIdNat; entitlement: Entitlement };
type Refusal = { type: 'Unknown' | 'NotDoctor' | 'NotGranted'; sentence: string };
/** Undefined where it is done. */
type Act = (context: Context, server: RelaisServer, line: Line) => Promise<Refusal | undefined>;

function onOne(
  context: Context,
  options: JsonOption,
  given: { psIdNat: string; entitlement: string },
  act: Act,
): Promise<ExitCode> | ExitCode {
  const { text } = context;
  const { psIdNat } = given;
  const entitlement = ENTITLEMENTS.find((known) => known === given.entitlement);
  if (!isPsIdNat(psIdNat)) return wrong(context, options, 'PsIdNat', text.professional.badNumber(psIdNat));
  if (!entitlement)
    return wrong(context, options, 'Entitlement', text.entitlement.unknownKind(given.entitlement));
  return withServer(context, async (server) => {
    const refusal = await act(context, server, { psIdNat, entitlement });
    if (refusal) return wrong(context, options, refusal.type, refusal.sentence);
    const line = text.entitlement[act === grant ? 'granted' : 'revoked'](psIdNat, entitlement);
    show(context, options, { psIdNat, entitlement }, [line]);
    return EXIT.done;
  });
}

/** TRE_G15: a regulating doctor is a doctor. */
const DOCTOR = '10';

const grant: Act = async ({ text }, server, line) => {
  const { directory, clock } = server;
  const known = await findProfessional(directory.db, line.psIdNat);
  if (!known) return { type: 'Unknown', sentence: text.professional.unknown(line.psIdNat) };
  if (line.entitlement === 'centre15' && known.profession !== DOCTOR)
    return { type: 'NotDoctor', sentence: text.entitlement.notDoctor(line.psIdNat) };
  await directory.write(async (tx) => {
    await grantEntitlement(tx, { ...line, grantedAt: clock.now() });
    await traceOperator(server, tx, { act: 'grantEntitlement', reason: reasonOf(line) });
  });
  return undefined;
};

const revoke: Act = async ({ text }, server, line) => {
  const gone = await revokeOne(server, line);
  return gone
    ? undefined
    : { type: 'NotGranted', sentence: text.entitlement.notGranted(line.psIdNat, line.entitlement) };
};

const reasonOf = ({ psIdNat, entitlement }: Line): string => `${psIdNat} ${entitlement}`;

const revokeOne = (server: RelaisServer, line: Line): Promise<boolean> =>
  server.directory.write(async (tx) => {
    const gone = await revokeEntitlement(tx, line);
    if (gone) await traceOperator(server, tx, { act: 'revokeEntitlement', reason: reasonOf(line) });
    return gone;
  });

/** Who is shut out keeps nothing that would come back with them. */
export async function revokeAll(server: RelaisServer, psIdNat: PsIdNat): Promise<void> {
  for (const entitlement of await entitlementsOf(server.directory.db, psIdNat))
    await revokeOne(server, { psIdNat, entitlement });
}

function list(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory }) => {
    const rows = await listEntitlements(directory.db);
    const people = new Map((await listProfessionals(directory)).map((row) => [row.psIdNat, row]));
    const lines = rows.map(({ psIdNat, entitlement, grantedAt }) => {
      const person = people.get(psIdNat);
      const name = person ? `${person.familyName} ${person.firstName}` : '';
      return [psIdNat, name, entitlement, dateOf(grantedAt)].join('\t');
    });
    show(context, options, rows, lines);
    if (rows.length === 0) context.io.say(context.text.entitlement.none);
    return EXIT.done;
  });
}

function wrong(context: Context, options: JsonOption, type: string, sentence: string): ExitCode {
  refuse(context, options, { type }, sentence);
  return EXIT.refused;
}
