import 'fake-indexeddb/auto';
import { toBase64Url, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { err, ok, unwrap } from '#base/result.ts';
import { CHECK_EVERY_MS, historyCheck, type HeadsApi } from '#app/history-check.ts';
import { proofRanges } from '#server/traces/consistency.ts';
import { growingTree, leafHashOf } from '#server/traces/merkle.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { treeHeadRepository } from '#store/tree-head-repository.ts';
import type { HeadsOutput, TreeHead } from '#wire/traces.ts';
import { treeHeadBytes } from '#wire/tree-head.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#test/support/server/test-server.ts';

const INSTANCE = 'b2a4c2f0-0000-4000-8000-000000000001';

function rootOf(leaves: readonly string[]): string {
  const tree = growingTree();
  leaves.forEach((leaf) => tree.add(leafHashOf(leaf)));
  return tree.root();
}

/** A server of one tree: its leaves can be changed at will, and it signs whatever they are. */
async function fakeServer(instanceId = INSTANCE) {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const raw: Bytes = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const server = {
    leaves: ['a', 'b', 'c'],
    tree: 'shard-1',
    instanceId,
    headKey: toBase64Url(raw),
    online: true,
    asked: 0,
    restoreEpoch: 1,
    async head(): Promise<TreeHead> {
      const { leaves, tree } = server;
      const head = { instanceId: server.instanceId, tree, size: leaves.length, root: rootOf(leaves), at: 5 };
      const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, treeHeadBytes(head));
      return { ...head, signature: toBase64Url(new Uint8Array(signature)) };
    },
    answer: async (known: readonly { tree: string; size: number }[]): Promise<HeadsOutput> => {
      const from = known.find(({ tree }) => tree === server.tree)?.size ?? 0;
      const ranges = from > 0 && from < server.leaves.length ? proofRanges(from, server.leaves.length) : [];
      const proof = ranges.map(({ start, end }) => rootOf(server.leaves.slice(start, end)));
      return [{ head: await server.head(), proof }];
    },
  };
  const api: HeadsApi = {
    instance: async () =>
      server.online
        ? ok({ instanceId: server.instanceId, headKey: server.headKey })
        : err({ type: 'Unreachable' }),
    changes: async () =>
      server.online ? ok({ restoreEpoch: server.restoreEpoch }) : err({ type: 'Unreachable' }),
    heads: async (known) => {
      server.asked++;
      return server.online ? ok(await server.answer(known)) : err({ type: 'Unreachable' });
    },
  };
  return { server, api };
}

let server: Awaited<ReturnType<typeof fakeServer>>['server'];
let api: HeadsApi;
let heads: ReturnType<typeof treeHeadRepository>;
let clock: ReturnType<typeof fixedClock>;
let check: (force?: boolean) => Promise<{ altered: readonly string[] }>;

beforeEach(async () => {
  ({ server, api } = await fakeServer());
  heads = treeHeadRepository({ db: new DeviceDatabase(systemRandom.uuid()) });
  clock = fixedClock();
  const made = newCheck();
  check = (force) => made.check(force);
});

const newCheck = () => historyCheck({ api: async () => api, heads, clock, instanceId: INSTANCE });
const kept = async () => unwrap(await heads.list(INSTANCE));

describe('the watch of a device over the traces', () => {
  it('follows a history that only grows', async () => {
    expect(await check()).toMatchObject({ altered: [] });
    for (let more = 0; more < 6; more++) {
      server.leaves = [...server.leaves, `more ${more}`];
      expect(await check(true)).toMatchObject({ altered: [] });
    }
    expect(await kept()).toMatchObject([{ tree: 'shard-1', head: { size: 9 }, altered: null }]);
  });

  it('asks once an hour, unless it is told to ask now', async () => {
    await check();
    await check();
    expect(server.asked).toBe(1);
    clock.advance(CHECK_EVERY_MS);
    await check();
    await check(true);
    expect(server.asked).toBe(3);
  });

  it.each([
    ['an old trace was changed', ['a', 'B', 'c', 'd']],
    ['the history was rewritten at the same length', ['a', 'B', 'c']],
    ['the end was cut', ['a', 'b']],
    ['all was dropped', []],
  ])('says so when %s, and keeps both heads as evidence', async (_, leaves) => {
    await check();
    const before = await server.head();
    server.leaves = leaves;
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
    const [row] = await kept();
    expect(row).toMatchObject({ head: before, altered: { offered: { size: leaves.length } } });
  });

  it('still says so after the server shows the true history again, offline, and after a reload', async () => {
    await check();
    const leaves = server.leaves;
    server.leaves = ['x', 'y', 'z', 'w'];
    await check(true);
    server.leaves = [...leaves, 'd'];
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
    server.online = false;
    expect(await newCheck().check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('holds nothing against a server that does not answer, and asks again soon', async () => {
    server.online = false;
    expect(await check()).toEqual({ altered: [], checked: false, restoredAt: undefined });
    server.online = true;
    expect(await check()).toEqual({ altered: [], checked: true, restoredAt: undefined });
    expect(await kept()).toHaveLength(1);
  });

  it('takes no head that another key signed, even where the server names that key now', async () => {
    await check();
    const other = await fakeServer();
    other.server.leaves = [...server.leaves, 'd'];
    api = other.api;
    expect(await newCheck().check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('takes no head of another instance', async () => {
    await check();
    server.instanceId = 'another';
    server.leaves = [...server.leaves, 'd'];
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('takes a history that went back with a restore of the server, once, and keeps what stood before as a note', async () => {
    await check();
    const former = await server.head();
    server.leaves = ['a', 'b'];
    server.restoreEpoch = 2;
    expect(await check(true)).toMatchObject({ altered: [], restoredAt: clock.now() });
    const restored = { at: clock.now(), former };
    expect(await kept()).toMatchObject([{ head: { size: 2 }, altered: null, restoreEpoch: 2, restored }]);
    server.leaves = ['a', 'b', 'z'];
    expect(await check(true)).toMatchObject({ altered: [] });
    server.leaves = ['a', 'y', 'z'];
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('takes a tree that came after the backup for gone with the restore', async () => {
    await check();
    server.tree = 'shard-2';
    server.restoreEpoch = 2;
    expect(await check(true)).toMatchObject({ altered: [], restoredAt: clock.now() });
  });

  it('takes no head of another key for a restore', async () => {
    await check();
    const other = await fakeServer();
    other.server.restoreEpoch = 2;
    api = other.api;
    expect(await newCheck().check(true)).toMatchObject({ altered: ['shard-1'] });
  });

  it('notes a tree that is gone', async () => {
    await check();
    server.tree = 'shard-2';
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
    expect((await kept()).find(({ tree }) => tree === 'shard-1')?.altered).toMatchObject({ offered: null });
  });

  it('is not taken in by an answer that names a tree twice', async () => {
    await check();
    const honest = await server.head();
    server.leaves = ['x', 'y', 'z', 'w'];
    const rewritten = await server.head();
    server.answer = async () => [
      { head: honest, proof: [] },
      { head: rewritten, proof: [] },
    ];
    expect(await check(true)).toMatchObject({ altered: ['shard-1'] });
    expect((await kept())[0]?.head).toEqual(honest);
  });

  it('refuses a first head that the named key did not sign', async () => {
    const other = await fakeServer();
    server.headKey = other.server.headKey;
    expect(await check()).toMatchObject({ altered: ['shard-1'] });
    expect((await kept())[0]?.head).toBeNull();
  });
});
