import type { RelaisServer } from '#server/server.server.ts';
import type { Database } from '#server/database.server.ts';
import { auditTree, type AuditReport } from '#server/traces/audit.ts';
import { currentHead, headHolds } from '#server/traces/heads.ts';
import { treeHead, type TreeHead } from '#wire/traces.ts';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

type VerifyOptions = JsonOption & { head?: string };

/** `relais audit verify|head`. */
export function auditCommands(program: Command, context: Context, run: Run): void {
  const { audit: text, json } = context.text;
  const group = program.command('audit').description(text.about).helpCommand(false);
  group
    .command('verify')
    .description(text.verify)
    .option('--head <file>', text.headFile)
    .option('--json', json)
    .action((options: VerifyOptions) => run(() => verify(context, options)));
  group
    .command('head')
    .description(text.head)
    .action(() => run(() => head(context)));
}

type Tree = { tree: string; database: Database };

const treesOf = ({ directory, shards }: RelaisServer): Tree[] => [
  { tree: 'directory', database: directory },
  ...shards.all.map(({ name, database }) => ({ tree: name, database })),
];

function verify(context: Context, options: VerifyOptions): Promise<ExitCode> {
  return withServer(context, async (server) => {
    const heads = options.head === undefined ? [] : await readHeads(server, options.head);
    if (!heads) {
      refuse(context, options, { type: 'HeadInvalid' }, context.text.audit.badHead(options.head ?? ''));
      return EXIT.refused;
    }
    const reports: AuditReport[] = [];
    for (const { tree, database } of treesOf(server)) {
      const known = heads.filter((one) => one.tree === tree);
      reports.push(await auditTree({ database, tree, traceKey: server.traceKey }, known));
    }
    show(
      context,
      options,
      reports,
      reports.flatMap((report) => reportLines(context, report)),
    );
    return reports.some(({ first }) => first) ? EXIT.refused : EXIT.done;
  });
}

function reportLines({ text: { audit: text } }: Context, report: AuditReport): string[] {
  const { tree, traces, first, tailProven } = report;
  if (first) return [text.altered({ tree, ...first, what: text.alterations[first.alteration] })];
  return [`${text.intact(tree, traces)} ${tailProven ? text.tailProven : text.tailUnproven}`];
}

/** Undefined where the file holds something else than heads of this instance, or one that it did not sign. */
async function readHeads(server: RelaisServer, file: string): Promise<TreeHead[] | undefined> {
  const parsed = z.array(treeHead).safeParse(await readJson(file));
  const signer = { instanceId: server.instance.id, headSeed: server.headSeed };
  return parsed.success && parsed.data.every((one) => headHolds(signer, one)) ? parsed.data : undefined;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Always JSON: what it prints is kept, and given back to `verify --head`. */
function head(context: Context): Promise<ExitCode> {
  return withServer(context, async (server) => {
    const signer = { instanceId: server.instance.id, headSeed: server.headSeed };
    const at = server.clock.now();
    const heads = await Promise.all(
      treesOf(server).map(({ tree, database }) => currentHead(signer, database, { tree, at })),
    );
    context.io.out(JSON.stringify(heads, undefined, 2));
    return EXIT.done;
  });
}
