import 'fake-indexeddb/auto';
import type { DossierId } from '#base/brand.ts';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { historyCheck, type HistoryCheck } from '#app/history-check.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import type { HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { openStopped, startedDemo } from '#test/support/http/started-demo.ts';
import { rewriteHistory } from '#test/support/server/rewrite-history.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let dossierId: DossierId;
let watch: HistoryCheck;

beforeAll(async () => {
  ({ demo, nurse, dossierId } = await startedDemo());
  const heads = treeHeadRepository({ db: new DeviceDatabase(systemRandom.uuid()) });
  const { instanceId } = nurse.session;
  watch = historyCheck({ api: async () => nurse.api, heads, clock: systemClock, instanceId });
});
afterAll(() => demo.remove());

const readTraces = () => nurse.api.traces({ dossierId, cursor: null, limit: 5 });

describe('the traces of a server, over HTTP', () => {
  it('are read by pages, and exported as audit events', async () => {
    const { traces, cursor } = unwrap(await readTraces());
    expect(traces[0]).toMatchObject({ act: 'readTraces', device: 'essai' });
    expect(cursor).not.toBeNull();
    const { json } = unwrap(await nurse.api.exportTraces(dossierId));
    expect(JSON.parse(json)).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
  });

  it('continue each time the device asks', async () => {
    expect(await watch.check(true)).toMatchObject({ altered: [] });
    unwrap(await readTraces());
    expect(await watch.check(true)).toMatchObject({ altered: [] });
  });

  it('are refused by the device once the stopped server’s files were rewritten with its own keys', async () => {
    await demo.stop();
    const server = await openStopped(demo);
    await rewriteHistory(server, (input, index) => (index === 2 ? { ...input, because: 'careTeam' } : input));
    await server.close();
    await demo.start();
    expect(await watch.check(true)).toMatchObject({ altered: ['shard-1'] });
  });
});
