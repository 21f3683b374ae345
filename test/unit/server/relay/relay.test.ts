import { unwrap } from '#base/result.ts';
import { ALIVE_MS } from '#server/relay/listen.ts';
import { pairing } from '#server/schema/directory.ts';
import { auditTree } from '#server/traces/audit.ts';
import { OFFER_MS, PAIRING_UNUSED_MS } from '#wire/relay.ts';
import { DAY_MS, readTraces } from '#test/support/server/auth-harness.ts';
import {
  keyNamed,
  listening,
  openRelay,
  pair,
  ticketOf,
  type RelayHarness,
} from '#test/support/server/relay-sides.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const BRIDGE = keyNamed('bridge');
const APP = keyNamed('app');
const STRANGER = keyNamed('stranger');
const NAMES = { appName: 'Tablette', bridgeName: 'Poste 3' };
const FRAME = 'c2VhbGVk';
const refused = (error: string) => ({ ok: false, error });

let harness: RelayHarness;
beforeEach(async () => {
  harness = await openRelay();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await harness.close();
});

describe('a frame', () => {
  it('reaches the paired side at once, either way, and names its sender', async () => {
    await pair(harness, BRIDGE, APP);
    const bridge = await listening(harness, BRIDGE);
    const app = await listening(harness, APP);
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME }));
    unwrap(await harness.relay.send(BRIDGE, { to: APP, frame: FRAME }));
    expect(await bridge.told()).toContainEqual({ kind: 'frame', from: APP, frame: FRAME });
    expect(await app.told()).toContainEqual({ kind: 'frame', from: BRIDGE, frame: FRAME });
    await Promise.all([bridge.stop(), app.stop()]);
  });

  it('from or to a key without a pairing is refused, listening or not', async () => {
    await pair(harness, BRIDGE, APP);
    const bridge = await listening(harness, BRIDGE);
    const to = (key: typeof BRIDGE) => ({ to: key, frame: FRAME });
    expect(await harness.relay.send(STRANGER, to(BRIDGE))).toEqual(refused('notPaired'));
    expect(await harness.relay.send(BRIDGE, to(STRANGER))).toEqual(refused('notPaired'));
    expect(await harness.relay.send(BRIDGE, to(BRIDGE))).toEqual(refused('notPaired'));
    expect(await bridge.told()).toEqual([]);
    await bridge.stop();
  });

  it('for somebody who does not listen is kept nowhere', async () => {
    await pair(harness, BRIDGE, APP);
    expect(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME })).toEqual(refused('peerAway'));
    const bridge = await listening(harness, BRIDGE);
    expect(await bridge.told()).toEqual([]);
    await bridge.stop();
  });

  it('is neither written to the database nor logged', async () => {
    const MARK = 'TWFya2VkRnJhbWU';
    const said: unknown[] = [];
    for (const name of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, name).mockImplementation((...words) => void said.push(words));
    await pair(harness, BRIDGE, APP);
    const bridge = await listening(harness, BRIDGE);
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: MARK }));
    expect(JSON.stringify(await bridge.told())).toContain(MARK);
    await bridge.stop();
    await harness.relay.send(APP, { to: BRIDGE, frame: MARK });
    expect(await everythingStored(harness)).not.toContain(MARK);
    expect(JSON.stringify(said)).not.toContain(MARK);
  });
});

/** All rows of all tables, as text. */
async function everythingStored({ directory: { client } }: RelayHarness): Promise<string> {
  const { rows } = await client.execute("SELECT name FROM sqlite_master WHERE type = 'table'");
  const names = rows.map(({ name }) => (typeof name === 'string' ? name : ''));
  const tables = await Promise.all(names.map((name) => client.execute(`SELECT * FROM "${name}"`)));
  return JSON.stringify(tables.map((table) => table.rows));
}

describe('an offer to pair', () => {
  const { ticket, hash } = ticketOf('the one');
  const taking = { to: BRIDGE, frame: FRAME, ticket };

  it('is taken by the first frame with its ticket, then joins the two, and nobody else', async () => {
    const bridge = await listening(harness, BRIDGE);
    const app = await listening(harness, APP);
    unwrap(harness.relay.offer(BRIDGE, await hash));
    unwrap(await harness.relay.send(APP, taking));
    unwrap(await harness.relay.send(BRIDGE, { to: APP, frame: FRAME }));
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME }));
    expect(await harness.relay.send(STRANGER, taking)).toEqual(refused('offerUnknown'));
    expect(await harness.relay.send(STRANGER, { to: APP, frame: FRAME })).toEqual(refused('notPaired'));
    expect((await bridge.told()).length).toBe(2);
    expect(await app.told()).toEqual([{ kind: 'frame', from: BRIDGE, frame: FRAME }]);
    await Promise.all([bridge.stop(), app.stop()]);
  });

  it('is not taken with another ticket, by the bridge itself, or where nobody offered', async () => {
    const bridge = await listening(harness, BRIDGE);
    expect(await harness.relay.send(APP, taking)).toEqual(refused('offerUnknown'));
    unwrap(harness.relay.offer(BRIDGE, await hash));
    const wrong = { ...taking, ticket: ticketOf('another').ticket };
    expect(await harness.relay.send(APP, wrong)).toEqual(refused('offerUnknown'));
    expect(await harness.relay.send(BRIDGE, taking)).toEqual(refused('offerUnknown'));
    expect(await harness.relay.send(BRIDGE, { to: APP, frame: FRAME })).toEqual(refused('notPaired'));
    await bridge.stop();
  });

  it('stays open while the bridge is away', async () => {
    unwrap(harness.relay.offer(BRIDGE, await hash));
    expect(await harness.relay.send(APP, taking)).toEqual(refused('peerAway'));
    const bridge = await listening(harness, BRIDGE);
    unwrap(await harness.relay.send(STRANGER, taking));
    await bridge.stop();
  });

  it('is over after ten minutes, taken or not', async () => {
    const bridge = await listening(harness, BRIDGE);
    unwrap(harness.relay.offer(BRIDGE, await hash));
    unwrap(await harness.relay.send(APP, taking));
    harness.clock.advance(OFFER_MS);
    expect(await harness.relay.send(APP, taking)).toEqual(refused('offerUnknown'));
    expect(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME })).toEqual(refused('notPaired'));
    expect(await harness.relay.confirm(BRIDGE, { app: APP, ...NAMES })).toEqual(refused('offerUnknown'));
    await bridge.stop();
  });

  it('is replaced by a newer one of the same bridge', async () => {
    const bridge = await listening(harness, BRIDGE);
    unwrap(harness.relay.offer(BRIDGE, await hash));
    unwrap(harness.relay.offer(BRIDGE, await ticketOf('newer').hash));
    expect(await harness.relay.send(APP, taking)).toEqual(refused('offerUnknown'));
    unwrap(await harness.relay.send(APP, { ...taking, ticket: ticketOf('newer').ticket }));
    await bridge.stop();
  });

  it('is confirmed once, for its taker only, and is then used up', async () => {
    const bridge = await listening(harness, BRIDGE);
    unwrap(harness.relay.offer(BRIDGE, await hash));
    expect(await harness.relay.confirm(BRIDGE, { app: APP, ...NAMES })).toEqual(refused('offerUnknown'));
    unwrap(await harness.relay.send(APP, taking));
    expect(await harness.relay.confirm(BRIDGE, { app: STRANGER, ...NAMES })).toEqual(refused('offerUnknown'));
    expect(await harness.relay.confirm(STRANGER, { app: APP, ...NAMES })).toEqual(refused('offerUnknown'));
    const both = [1, 2].map(() => harness.relay.confirm(BRIDGE, { app: APP, ...NAMES }));
    expect((await Promise.all(both)).filter(({ ok }) => ok).length).toBe(1);
    expect(await harness.relay.send(STRANGER, taking)).toEqual(refused('offerUnknown'));
    expect((await harness.relay.pairings(BRIDGE)).length).toBe(1);
    await bridge.stop();
  });
});

describe('a pairing', () => {
  it('is listed for its two keys, with the names that the sides gave themselves', async () => {
    await pair(harness, BRIDGE, APP);
    const row = { bridge: BRIDGE, app: APP, ...NAMES };
    const at = harness.clock.now();
    expect(await harness.relay.pairings(APP)).toEqual([{ ...row, pairedAt: at, lastUsedAt: at }]);
    expect(await harness.relay.pairings(BRIDGE)).toEqual(await harness.relay.pairings(APP));
    expect(await harness.relay.pairings(STRANGER)).toEqual([]);
  });

  it('ends from either side; both are told, and no frame passes any more', async () => {
    for (const [ending, other] of [
      [APP, BRIDGE],
      [BRIDGE, APP],
    ] as const) {
      await pair(harness, BRIDGE, APP);
      const bridge = await listening(harness, BRIDGE);
      const app = await listening(harness, APP);
      unwrap(await harness.relay.endPairing(ending, other));
      expect(await bridge.told()).toContainEqual({ kind: 'pairingEnded', peer: APP });
      expect(await app.told()).toContainEqual({ kind: 'pairingEnded', peer: BRIDGE });
      expect(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME })).toEqual(refused('notPaired'));
      expect(await harness.relay.endPairing(ending, other)).toEqual(refused('notPaired'));
      await Promise.all([bridge.stop(), app.stop()]);
    }
  });

  it('of others cannot be ended', async () => {
    await pair(harness, BRIDGE, APP);
    expect(await harness.relay.endPairing(STRANGER, BRIDGE)).toEqual(refused('notPaired'));
    expect((await harness.relay.pairings(APP)).length).toBe(1);
  });

  it('can be made again after its end', async () => {
    await pair(harness, BRIDGE, APP);
    unwrap(await harness.relay.endPairing(APP, BRIDGE));
    await pair(harness, BRIDGE, APP);
    expect((await harness.relay.pairings(APP)).length).toBe(1);
  });

  it('leaves a trace of its beginning and its end, without an actor, which the audit verifies', async () => {
    await pair(harness, BRIDGE, APP);
    unwrap(await harness.relay.endPairing(BRIDGE, APP));
    const traces = await readTraces(harness);
    expect(traces.map(({ leaf }) => [leaf.act, leaf.because, leaf.device])).toEqual([
      ['pairBridge', 'linkTaken', APP],
      ['endPairing', 'byBridge', APP],
    ]);
    expect(traces.map(({ secret }) => secret)).toEqual([
      expect.objectContaining({ reason: `bridge ${BRIDGE}` }),
      expect.objectContaining({ reason: `bridge ${BRIDGE}` }),
    ]);
    expect(JSON.stringify(traces)).not.toContain('Tablette');
    const report = await auditTree({
      database: harness.directory,
      tree: 'directory',
      traceKey: harness.traceKey,
    });
    expect(report).toMatchObject({ traces: 2 });
    expect(report.first).toBeUndefined();
  });

  it('notes its use at most once an hour', async () => {
    await pair(harness, BRIDGE, APP);
    const bridge = await listening(harness, BRIDGE);
    const usedAt = async () => (await harness.relay.pairings(APP))[0]?.lastUsedAt;
    const paired = await usedAt();
    harness.clock.advance(DAY_MS / 48);
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME }));
    expect(await usedAt()).toBe(paired);
    harness.clock.advance(DAY_MS / 24);
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME }));
    expect(await usedAt()).toBe(harness.clock.now());
    await bridge.stop();
  });

  it('unused for sixty days is over, ended by housekeeping with its trace, and later forgotten', async () => {
    await pair(harness, BRIDGE, APP);
    const bridge = await listening(harness, BRIDGE);
    harness.clock.advance(PAIRING_UNUSED_MS - 1);
    await harness.relay.endUnused();
    expect((await harness.relay.pairings(APP)).length).toBe(1);
    harness.clock.advance(1);
    expect(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME })).toEqual(refused('notPaired'));
    await harness.relay.endUnused();
    await harness.relay.endUnused();
    expect(await bridge.told()).toEqual([{ kind: 'pairingEnded', peer: APP }]);
    expect((await readTraces(harness)).map(({ leaf }) => leaf.because)).toEqual(['linkTaken', 'unused']);
    harness.clock.advance(31 * DAY_MS);
    await harness.relay.endUnused();
    expect(await harness.directory.db.select().from(pairing)).toEqual([]);
    await bridge.stop();
  });
});

describe('a stream', () => {
  it('of the same key ends the older one, and peers are told again', async () => {
    await pair(harness, BRIDGE, APP);
    const app = await listening(harness, APP);
    const older = await listening(harness, BRIDGE);
    const newer = await listening(harness, BRIDGE);
    await older.ended;
    const began = { kind: 'peer', peer: BRIDGE, listening: true };
    expect(await app.told()).toEqual([began, began]);
    expect(await newer.told()).toEqual([{ kind: 'peer', peer: APP, listening: true }]);
    unwrap(await harness.relay.send(APP, { to: BRIDGE, frame: FRAME }));
    expect(await newer.told()).toContainEqual({ kind: 'frame', from: APP, frame: FRAME });
    await Promise.all([newer.stop(), app.stop()]);
  });

  it('tells when the other side comes and goes, and nothing of anybody else', async () => {
    await pair(harness, BRIDGE, APP);
    const app = await listening(harness, APP);
    await (await listening(harness, STRANGER)).stop();
    await (await listening(harness, BRIDGE)).stop();
    expect(await app.told()).toEqual([
      { kind: 'peer', peer: BRIDGE, listening: true },
      { kind: 'peer', peer: BRIDGE, listening: false },
    ]);
    await app.stop();
  });

  it('that nobody reads is ended once too much waits', async () => {
    await pair(harness, BRIDGE, APP);
    const listener = harness.relay.listeners.open(BRIDGE, [APP]);
    const large = 'A'.repeat(80_000);
    const sent = [];
    for (let i = 0; i < 10; i++) sent.push(await harness.relay.send(APP, { to: BRIDGE, frame: large }));
    expect(sent.filter(({ ok }) => ok).length).toBe(6);
    expect(sent.at(-1)).toEqual(refused('peerAway'));
    expect(listener?.over).toBe('cut');
    const next = harness.relay.listeners.open(APP, [BRIDGE]);
    for (let i = 0; i < 65; i++) await harness.relay.send(BRIDGE, { to: APP, frame: FRAME });
    expect(next?.over).toBe('cut');
  });

  it('gives a sign of life, and notices then what another process ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await pair(harness, BRIDGE, APP);
    const app = await listening(harness, APP);
    expect(app.alive()).toBe(1);
    await harness.directory.db.update(pairing).set({ endedAt: harness.clock.now() });
    await vi.advanceTimersByTimeAsync(ALIVE_MS);
    await vi.waitFor(() => expect(app.alive()).toBe(2));
    expect(await app.told()).toEqual([{ kind: 'pairingEnded', peer: BRIDGE }]);
    await app.stop();
  });

  it('more than the server bears is refused; strangers do not take the room of paired keys', async () => {
    const small = await openRelay({ most: 3, mostUnpaired: 1 });
    await pair(small, BRIDGE, APP);
    const [first, bridge, app] = [
      await listening(small, STRANGER),
      await listening(small, BRIDGE),
      await listening(small, APP),
    ];
    await expect(listening(small, keyNamed('another'))).rejects.toThrow('too many');
    await app.stop();
    await expect(listening(small, keyNamed('another'))).rejects.toThrow('too many');
    const again = await listening(small, APP);
    await Promise.all([first.stop(), bridge.stop(), again.stop()]);
    await small.close();
  });
});

describe('the relay', () => {
  it('admits a burst of calls of one key, then so many a second, each key for itself', () => {
    const { relay, clock } = harness;
    const admitted = (key: typeof APP) => Array.from({ length: 200 }, () => relay.admit(key)).filter(Boolean);
    expect(admitted(APP).length).toBe(100);
    expect(admitted(BRIDGE).length).toBe(100);
    clock.advance(1000);
    expect(admitted(APP).length).toBe(20);
  });

  it('limits new pairings of the whole instance, since each leaves a trace for ever', async () => {
    const small = await openRelay({ pairings: { burst: 1, perSecond: 1 / 60 } });
    await pair(small, BRIDGE, APP);
    await expect(pair(small, BRIDGE, STRANGER)).rejects.toThrow('rateLimited');
    small.clock.advance(60_000);
    await pair(small, BRIDGE, STRANGER);
    await small.close();
  });

  it('limits the pairings of one bridge', async () => {
    const small = await openRelay({ pairingsPerKey: 1 });
    await pair(small, BRIDGE, APP);
    await expect(pair(small, BRIDGE, STRANGER)).rejects.toThrow('rateLimited');
    await small.close();
  });
});
