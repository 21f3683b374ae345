import { readConfig } from '#server/config.ts';
import { startProblems } from '#server/start-failure.ts';
import { answerWith, listen, portOf, stopOnSignals } from './serve.ts';

/** `npm start`: the production server. Says which part of its configuration is missing, and starts only when none is. */
async function main(): Promise<void> {
  const config = readConfig(process.env, 'production');
  if (!config.ok) return refuse(startProblems({ type: 'Config', problems: config.error }));
  const listened = await listen({
    port: Number(process.env.PORT ?? 3000),
    host: process.env.HOST ?? '0.0.0.0',
    orFree: false,
  });
  if (!listened.ok) return refuse(startProblems(listened.error));
  const server = listened.value;
  try {
    await answerWith(server, new URL('./handler.js', import.meta.url));
  } catch (error) {
    server.close();
    return refuse(problemsOf(error));
  }
  stopOnSignals(server);
  process.stdout.write(`Relais answers on port ${portOf(server)} as ${config.value.origin}\n`);
}

/** A start failure is thrown by the bundled application, whose classes are not this program's. */
function problemsOf(error: unknown): string[] {
  const problems: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'problems') : undefined;
  if (Array.isArray(problems)) return problems.map(String);
  return [error instanceof Error ? error.message : String(error)];
}

function refuse(problems: readonly string[]): void {
  process.stderr.write(`Relais cannot start:\n${problems.map((line) => `  - ${line}\n`).join('')}`);
  process.exitCode = 1;
}

await main();
