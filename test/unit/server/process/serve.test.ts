import { unwrap } from '#base/result.ts';
import { answerWith, listen, portOf } from '#server/process/serve.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wireFetch, type Travelled } from '#test/support/http/wire-fetch.ts';
import { openedDossier } from '#test/support/server/opened-dossier.ts';
import { provideNote } from '#test/support/server/test-device.ts';

let server: Server;
let folder: string;

/** The process's own server and compression, around a handler that serves what a real pull answered. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-serve-'));
  const { running, nurse, dossierId } = await openedDossier();
  for (let i = 0; i < 20; i++) await provideNote(nurse, dossierId, `Passage ${i}.`);
  writeFileSync(join(folder, 'pull.json'), JSON.stringify(await nurse.pull(dossierId)));
  await running.stop();
  writeFileSync(
    join(folder, 'handler.mjs'),
    `import { readFileSync } from 'node:fs';
     const body = readFileSync(new URL('./pull.json', import.meta.url));
     export const handler = (request, response) => {
       response.setHeader('content-type', request.url.slice(1).replace('-', '/'));
       if (request.url !== '/text-event/stream') response.setHeader('content-length', body.length);
       response.end(body);
     };`,
  );
  server = unwrap(await listen({ port: 0, host: '127.0.0.1', orFree: false }));
  await answerWith(server, pathToFileURL(join(folder, 'handler.mjs')));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function travelled(type: string, acceptEncoding: string): Promise<Travelled> {
  let seen: Travelled | undefined;
  const answer = await wireFetch(
    acceptEncoding,
    (one) => (seen = one),
  )(`http://127.0.0.1:${portOf(server)}/${type.replace('/', '-')}`);
  expect(answer.status).toBe(200);
  if (!seen) throw new Error('nothing travelled');
  return seen;
}

describe('an answer on the wire', () => {
  it('in JSON is packed by what the client takes, a pull to under two fifths', async () => {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
    ] as const) {
      const seen = await travelled('application/json', accepted);
      expect(seen.encoding).toBe(encoding);
      expect(seen.bytes / seen.plain).toBeLessThan(0.4);
    }
  });

  it('is as it is for a client that takes nothing else', async () => {
    const seen = await travelled('application/json', 'identity');
    expect(seen.encoding).toBe('identity');
    expect(seen.bytes).toBe(seen.plain);
  });

  it('is as it is where it is an event stream or a sealed content', async () => {
    for (const type of ['text/event-stream', 'application/octet-stream'])
      expect((await travelled(type, 'br, gzip')).encoding).toBe('identity');
  });
});
