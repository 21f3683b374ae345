import { readConfig } from '#server/config.ts';
import { openServer } from '#server/server.server.ts';
import { unwrap } from '#base/result.ts';

/** Opens the instance that the environment names, as a server does at its start, and closes it. */
async function main(): Promise<void> {
  const server = unwrap(await openServer(unwrap(readConfig(process.env, 'demo'))));
  await server.close();
}

void main();
