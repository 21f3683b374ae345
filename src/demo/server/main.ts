import { unwrap } from '#base/result.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { readConfig } from '#server/config.ts';
import { answerWith, listen, portOf, stopOnSignals } from '#server/process/serve.ts';
import { openServer } from '#server/server.server.ts';
import { startProblems, type StartError } from '#server/start-failure.ts';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { furnish } from './furnish.ts';
import { writeInformation } from './information.ts';
import { openWorld, worldFiles } from './world.ts';

/** `npm run demo`: a server of fictional people with simulated cards, on this machine alone. */
async function main(): Promise<void> {
  const folder = resolve(process.env.RELAIS_DATA ?? 'data/demo');
  if (process.argv.includes('--reset')) rmSync(folder, { recursive: true, force: true });
  const wanted = process.env.PORT;
  const listened = await listen({
    port: Number(wanted ?? 3000),
    host: '127.0.0.1',
    orFree: wanted === undefined,
  });
  if (!listened.ok) return refuse(listened.error);
  const server = listened.value;
  const origin = `http://localhost:${portOf(server)}`;
  const world = await openWorld(folder, Date.now());
  const files = worldFiles(folder);
  Object.assign(process.env, {
    ORIGIN: origin,
    RELAIS_DATA: folder,
    RELAIS_KEY_FILE: files.operatorKey,
    RELAIS_DEMO_CARDS: files.cards,
    RELAIS_INFORMATION: process.env.RELAIS_INFORMATION ?? (await writeInformation(folder)),
    BODY_SIZE_LIMIT: '4M',
  });
  const config = unwrap(readConfig(process.env, 'demo'));
  const opened = await openServer(config);
  if (!opened.ok) {
    server.close();
    return refuse(opened.error);
  }
  await furnish(opened.value, world);
  await opened.value.close();
  await answerWith(server, new URL('./handler.js', import.meta.url));
  stopOnSignals(server);
  process.stdout.write(welcome(origin));
}

function refuse(error: StartError): void {
  process.stderr.write(`${startProblems(error).join('\n')}\n`);
  process.exitCode = 1;
}

function welcome(origin: string): string {
  const cards = DEMO_PROFESSIONALS.map(
    ({ firstName, familyName, title, pin }) =>
      `    ${title.padEnd(10)} ${firstName} ${familyName}, code ${pin}`,
  );
  return [
    '',
    `  Relais, demonstration with fictional people: ${origin}`,
    '',
    '  Open the panel «Lecteur de démonstration», insert a CPS, choose «Se connecter» and type its code:',
    ...cards,
    '',
    '  Ctrl-C stops it. What you do is kept; `npm run demo -- --reset` starts afresh.',
    '',
    '',
  ].join('\n');
}

await main();
