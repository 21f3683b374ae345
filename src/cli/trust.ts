import {
  addTrustFile,
  listTrust,
  type Added,
  type TrustError,
  type TrustListing,
} from '#server/auth/trust.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { dateOf, refuse, show, withServer, type Context, type JsonOption, type Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `relais trust add|list`. */
export function trustCommands(program: Command, context: Context, run: Run): void {
  const { trust: text, json } = context.text;
  const group = program.command('trust').description(text.about).helpCommand(false);
  group
    .command('add')
    .description(text.add)
    .argument('<file...>', text.files)
    .option('--json', json)
    .action((files: string[], options: JsonOption) => run(() => add(context, files, options)));
  group
    .command('list')
    .description(text.list)
    .option('--json', json)
    .action((options: JsonOption) => run(() => list(context, options)));
}

function add(context: Context, files: readonly string[], options: JsonOption): Promise<ExitCode> {
  return withServer(context, async (server) => {
    const added: Added[] = [];
    for (const file of files) {
      const one = await addOne(context, server, file, options);
      if (!one) return EXIT.refused;
      added.push(...one);
    }
    show(
      context,
      options,
      added,
      added.flatMap((one) => addedLines(context, one)),
    );
    return EXIT.done;
  });
}

/** Undefined where the file was refused, and that was said. */
async function addOne(
  context: Context,
  server: RelaisServer,
  file: string,
  options: JsonOption,
): Promise<Added[] | undefined> {
  const { trust: text } = context.text;
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) {
    refuse(context, options, { type: 'FileUnreadable' }, text.unreadableFile(file));
    return undefined;
  }
  const added = await addTrustFile(server.auth, bytes);
  if (added.ok) return added.value;
  refuse(context, options, added.error, text.errors[added.error.type](nameIn(added.error) ?? file));
  return undefined;
}

function nameIn(error: TrustError): string | undefined {
  if (error.type === 'Unreadable') return undefined;
  return 'subject' in error ? error.subject : error.issuer;
}

function addedLines({ text: { trust: text } }: Context, added: Added): string[] {
  if (added.kind !== 'revocationList')
    return [text.added(text.kinds[added.kind], added.subject, dateOf(added.notAfter))];
  const line = text.added(text.kinds.revocationList, added.issuer, dateOf(added.nextUpdate));
  return added.sessionsEnded > 0 ? [line, text.sessionsEnded(added.sessionsEnded)] : [line];
}

function list(context: Context, options: JsonOption): Promise<ExitCode> {
  return withServer(context, async ({ directory, clock }) => {
    const listing = await listTrust(directory.db);
    show(context, options, listing, listingLines(context, listing, clock.now()));
    if (listing.certificates.length === 0) context.io.say(context.text.trust.none);
    return EXIT.done;
  });
}

function listingLines({ text: { trust: text } }: Context, listing: TrustListing, now: number): string[] {
  const certificates = listing.certificates.map(({ kind, subject, notAfter, demo }) => {
    const until = dateOf(notAfter);
    return text.listed({ kind: text.kinds[kind], name: subject, until, demo, expired: notAfter < now });
  });
  const lists = listing.revocationLists.map(({ issuer, nextUpdate }) => {
    const until = dateOf(nextUpdate);
    const kind = text.kinds.revocationList;
    return text.listed({ kind, name: issuer, until, demo: false, expired: nextUpdate < now });
  });
  return [...certificates, ...lists];
}
