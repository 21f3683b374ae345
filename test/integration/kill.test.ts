import type { DossierId } from '#base/brand.ts';
import { auditTree } from '#server/traces/audit.ts';
import { noteCommand, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { openStopped, pullAll, startedDemo } from '#test/support/http/started-demo.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const KILLS = 20;

let demo: DemoProcess;
let client: HttpClient;
let dossierId: DossierId;

beforeAll(async () => {
  ({ demo, nurse: client, dossierId } = await startedDemo());
});
afterAll(() => demo.remove());

/** Pushes documents one after the other until the server goes; what was not answered is sent again, the same command. */
async function pushUntil(over: () => boolean, acknowledged: Set<string>): Promise<void> {
  for (let i = 0; !over(); i++) {
    const { body, content } = await noteCommand(dossierId, `kill ${crypto.randomUUID()} ${i}`);
    const signed = await client.sign(body);
    for (;;) {
      const sent = await client.upload(content).then(
        () => client.api.push([signed], null),
        () => undefined,
      );
      const outcome = sent?.ok ? sent.value.receipts[0]?.outcome : undefined;
      if (outcome?.type === 'done') {
        if (body.type === 'provideDocument') acknowledged.add(body.document.documentId);
        break;
      }
      if (outcome && outcome.code !== 'contentMissing') throw new Error(`refused: ${outcome.code}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a server killed in the middle of writes', () => {
  it(`keeps every acknowledged document, exactly once, through ${KILLS} kills`, async () => {
    const acknowledged = new Set<string>();
    const before = (await pullAll(client, dossierId)).length;
    let over = false;
    const pushing = pushUntil(() => over, acknowledged);
    for (let kill = 0; kill < KILLS; kill++) {
      // each time it has been of use again, and then dies at some moment of what follows
      await until(() => acknowledged.size > kill);
      await new Promise((resolve) => setTimeout(resolve, Math.floor(Math.random() * 150)));
      await demo.kill();
      await demo.start();
    }
    over = true;
    await pushing;
    const ids = (await pullAll(client, dossierId)).map((entry) => entry.documentId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(before + acknowledged.size);
    for (const id of acknowledged) expect(ids).toContain(id);
    expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS);
  });

  it('leaves traces that hold together', async () => {
    await demo.stop();
    const server = await openStopped(demo);
    const shard = server.shards.newest;
    const deps = { database: shard.database, tree: shard.name, traceKey: server.traceKey };
    expect((await auditTree(deps)).first).toBeUndefined();
    await server.close();
  });
});
