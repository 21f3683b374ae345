import { toBase64Url } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import type { Command } from 'commander';
import { open } from 'node:fs/promises';
import type { Context, Run } from './context.ts';
import { EXIT, type ExitCode } from './io.ts';

/** `relais key new FILE`: 32 random bytes in base64url, readable by their owner alone. */
export function keyCommands(program: Command, context: Context, run: Run): void {
  const { key: text } = context.text;
  program
    .command('key')
    .description(text.about)
    .helpCommand(false)
    .command('new')
    .description(text.new)
    .argument('<file>', text.file)
    .action((file: string) => run(() => newKey(context, file)));
}

async function newKey({ io, text: { key: text } }: Context, path: string): Promise<ExitCode> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${toBase64Url(systemRandom.bytes(32))}\n`);
    await file.sync();
    await file.close();
  } catch (error) {
    io.say(isExisting(error) ? text.exists(path) : text.notWritten(path));
    return EXIT.refused;
  }
  io.say(text.made(path));
  return EXIT.done;
}

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';
