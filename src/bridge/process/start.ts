import { messagesFor } from './messages.ts';
import type { BridgeProduct } from './product.ts';
import { runProgram } from './program.ts';

/** The process: arguments and environment in, exit code out, and the end at once: a driver may still hold a thread. */
export async function startProgram(product: BridgeProduct): Promise<void> {
  const code = await runProgram(process.argv.slice(2), {
    product,
    text: messagesFor(process.env),
    env: process.env,
    platform: process.platform,
    out: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  process.exitCode = code;
  // what is on its way to a pipe is written first
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  process.exit(code);
}
