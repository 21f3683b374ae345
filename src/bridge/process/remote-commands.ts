import * as z from 'zod/mini';
import { readStateFolder } from '../config.ts';
import { readControlToken } from '../state/control-token.ts';
import type { Context } from './context.ts';
import { callControl } from './control.ts';
import { controlPath } from './control-path.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { sentenceOf, type Messages } from './messages.ts';
import { offerLines } from './offer-lines.ts';
import { pairingRows } from './pairing-rows.ts';
import type { RunOptions } from './program.ts';

/** A command to the bridge that runs: its answer as lines for people, or as one JSON value. */
export async function runRemote(
  context: Context,
  options: RunOptions,
  command: string,
  args: readonly string[],
): Promise<ExitCode> {
  const { env, platform, product, text } = context;
  const folder = readStateFolder(options, { env, platform, program: product.program });
  if (!folder.ok) {
    folder.error.forEach((problem) => context.say(sentenceOf(text.configProblems, problem) ?? ''));
    return EXIT.configuration;
  }
  const token = await readControlToken(folder.value);
  if (!token.ok || token.value === undefined) return refuse(context, options, { type: 'NotRunning' });
  const place = { path: controlPath(folder.value, platform), token: token.value };
  const answer = await callControl(place, command, args);
  if (!answer.ok) return refuse(context, options, answer.error);
  if (options.json) context.out(JSON.stringify(answer.value ?? null));
  else linesOf(text, command, answer.value).forEach(context.out);
  return EXIT.done;
}

function refuse({ out, say, text }: Context, { json }: RunOptions, error: { type: string }): ExitCode {
  if (json) out(JSON.stringify({ error: error.type }));
  say(text.controlErrors[error.type] ?? error.type);
  return error.type === 'NotRunning' ? EXIT.running : EXIT.refused;
}

const status = z.object({
  server: z.enum(['connecting', 'listening', 'away', 'otherInstance', 'otherVersion']),
  reader: z.nullable(z.string()),
  cardPresent: z.boolean(),
  waiting: z.array(z.object({ appName: z.string(), digits: z.string() })),
});
const offer = z.object({ link: z.string(), expiresAt: z.number() });
const pairings = z.array(
  z.object({
    appName: z.string(),
    pairedAt: z.number(),
    lastUsedAt: z.number(),
    accepted: z.boolean(),
    inUse: z.boolean(),
  }),
);
const named = z.object({ appName: z.string() });

/** The answer comes from a bridge of this program; one of another version may say it otherwise, and is shown as it is. */
function linesOf(text: Messages, command: string, value: unknown): readonly string[] {
  switch (command) {
    case 'status':
      return shown(status, value, ({ server, reader, cardPresent, waiting }) => [
        text.server[server],
        text.reader(reader, cardPresent),
        ...waiting.map(({ appName, digits }) => text.waiting(appName, digits)),
      ]);
    case 'pair':
      return shown(offer, value, (opened) => offerLines(text, opened));
    case 'pairings':
      return shown(pairings, value, (all) => (all.length > 0 ? pairingRows(text, all) : [text.noPairing]));
    case 'revoke':
      return shown(named, value, ({ appName }) => [text.revoked(appName)]);
    case 'accept':
    case 'decline':
      return [text.answered[command]];
    default:
      return Array.isArray(value) ? value.map(String) : [];
  }
}

function shown<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  lines: (value: T) => readonly string[],
): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? lines(parsed.data) : [JSON.stringify(value)];
}
