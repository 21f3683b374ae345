import 'fake-indexeddb/auto';
import type { DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { ok } from '#base/result.ts';
import { historyCheck } from '#app/history-check.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerFor } from '#test/support/server/emergency-world.ts';
import { rewriteHistory } from '#test/support/server/rewrite-history.ts';
import {
  createBody,
  grantBody,
  newDossierId,
  NURSE,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let dossierId: DossierId;
let watch: ReturnType<typeof historyCheck>;

beforeEach(async () => {
  running = await startTestServer();
  const { server, clock } = running;
  nurse = await registerDevice(server, NURSE);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, clock.now()));
  const caller = callerFor(server, nurse);
  const api = {
    instance: async () => ok(await caller.auth.instance()),
    heads: async (known: readonly { tree: string; size: number }[]) =>
      ok(await caller.trees.heads({ known: [...known] })),
    changes: async (since: string | null) => ok(await caller.sync.changes({ since })),
  };
  const heads = treeHeadRepository({ db: new DeviceDatabase(systemRandom.uuid()) });
  watch = historyCheck({ api: async () => api, heads, clock, instanceId: server.instance.id });
});
afterEach(() => running.stop());

const grant = () => nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));

describe('a device and the history of its server', () => {
  it('agree for as long as traces are only added', async () => {
    expect(await watch.check(true)).toMatchObject({ altered: [] });
    for (let i = 0; i < 3; i++) {
      await grant();
      expect(await watch.check(true)).toMatchObject({ altered: [] });
    }
  });

  it('part where the server rewrote its whole history with its own keys', async () => {
    await grant();
    await watch.check(true);
    await rewriteHistory(running.server, (input, index) =>
      index === 1 ? { ...input, because: 'careTeam' } : input,
    );
    await grant();
    expect(await watch.check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('part where the server dropped the last traces, its own record of them included', async () => {
    await grant();
    await watch.check(true);
    await rewriteHistory(running.server, (input, index) => (index < 2 ? input : undefined));
    expect(await watch.check(true)).toMatchObject({ altered: ['shard-1'] });
  });
});
