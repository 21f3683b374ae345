import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { serverTime } from '#app/server-time.ts';
import { dossiersPort } from '#app/sync-ports.ts';
import { unwrap } from '#base/result.ts';
import { endsSoon, expiredLeases, leaseAfter, leaseEnd, pinnedContact } from '#store/lease.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { dossierNo, sampleHeader } from '#test/support/sync/sample.ts';
import { storeWhole } from '#store/content-store.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';

const [ONE, TWO, THREE] = [dossierNo(1), dossierNo(2), dossierNo(3)];
const HOUR = 3600_000;
const LEASE = 72 * HOUR;
const START = 1_800_000_000_000;
const contact = { at: START, serverTime: START, leaseMs: LEASE, opened: false };
const row = { dossierId: ONE, pinned: false, syncedAt: 5, leaseUntil: 100 };

/** A clock that anybody may set, and one that nobody can. */
function movable() {
  const time = { wall: START, monotonic: 0 };
  const clock = { now: () => time.wall, monotonic: () => time.monotonic };
  const pass = (ms: number): void => {
    time.wall += ms;
    time.monotonic += ms;
  };
  return { time, clock, pass };
}

describe('a lease', () => {
  test('is renewed for what is new, pinned, or opened at that contact', () => {
    const at = { ...contact, serverTime: 1000, leaseMs: 50 };
    expect(leaseAfter(undefined, at)).toBe(1050);
    expect(leaseAfter(row, at)).toBe(100);
    expect(leaseAfter({ ...row, pinned: true }, at)).toBe(1050);
    expect(leaseAfter(row, { ...at, opened: true })).toBe(1050);
  });

  test('of a pinned dossier goes with the contact of all, but not where it could not be fetched', () => {
    const first = pinnedContact({ ...contact, serverTime: 1000, leaseMs: 50 }, new Set(), undefined);
    const second = pinnedContact({ ...contact, serverTime: 2000, leaseMs: 50 }, new Set([ONE]), first);
    const third = pinnedContact({ ...contact, serverTime: 3000, leaseMs: 50 }, new Set([ONE]), second);
    const pinned = { ...row, pinned: true };
    expect(leaseEnd(pinned, first)).toBe(1050);
    expect(leaseEnd(pinned, third)).toBe(1050);
    expect(leaseEnd({ ...pinned, dossierId: TWO }, third)).toBe(3050);
    expect(leaseEnd(row, third)).toBe(100);
  });

  test('of a row of before lasts 72 hours from its last contact, and is not prolonged unseen', () => {
    const before = { dossierId: ONE, pinned: false, syncedAt: 5 };
    expect(leaseEnd(before, undefined)).toBe(5 + LEASE);
    expect(leaseAfter(before, contact)).toBe(5 + LEASE);
  });

  test('ends at its end, and is worth a warning twelve hours before', () => {
    expect(expiredLeases([row], 99)).toEqual([]);
    expect(expiredLeases([row], 100)).toEqual([ONE]);
    expect([endsSoon(14 * HOUR, HOUR), endsSoon(13 * HOUR, HOUR)]).toEqual([false, true]);
  });
});

describe('the time as the device reckons it', () => {
  test('setting the clock back makes it no earlier, also over a restart', () => {
    const { time, clock, pass } = movable();
    const reckoned = serverTime(clock);
    reckoned.note(START + 500);
    pass(HOUR);
    time.wall -= 24 * HOUR;
    expect(reckoned.now()).toBe(START + 500 + HOUR);
    const again = serverTime(clock);
    again.resume(reckoned.kept());
    expect(again.now()).toBe(START + 500 + HOUR);
    pass(HOUR);
    expect(again.now()).toBe(START + 500 + 2 * HOUR);
  });

  test('setting it forward makes it later, until the server says otherwise', () => {
    const { time, clock } = movable();
    const reckoned = serverTime(clock);
    reckoned.note(START);
    time.wall += 365 * 24 * HOUR;
    expect(reckoned.now()).toBe(START + 365 * 24 * HOUR);
    reckoned.note(START + 1);
    expect(reckoned.now()).toBe(START + 1);
    expect(reckoned.onDevice(START + HOUR + 1)).toBe(time.wall + HOUR);
  });

  test('a clock that is wrong all the time does no harm', () => {
    const { time, clock, pass } = movable();
    time.wall -= 90 * 24 * HOUR;
    const reckoned = serverTime(clock);
    reckoned.note(START);
    const again = serverTime(clock);
    again.resume(reckoned.kept());
    pass(HOUR);
    expect(again.now()).toBe(START + HOUR);
  });
});

describe('cached dossiers whose lease ended', () => {
  async function device() {
    const { vault } = await newVault();
    const moved = movable();
    const store = storeOver(vault, moved.clock);
    const reckoned = serverTime(moved.clock);
    reckoned.note(START);
    const port = dossiersPort(store, reckoned);
    const commit = (id: typeof ONE) =>
      [id, { header: sampleHeader(id), entries: [], cursor: 'c', contact }] as const;
    unwrap(await port.commit(new Map([ONE, TWO, THREE].map(commit))));
    unwrap(await store.dossiers.update(TWO, (summary) => ({ ...summary, pinned: true })));
    return { vault, store, port, reckoned, ...moved };
  }
  const held = async (store: Awaited<ReturnType<typeof device>>['store']) =>
    unwrap(await store.dossiers.list())
      .summaries.map(({ dossierId }) => dossierId)
      .sort();

  test('leave with their keys; what the server confirms or the user opened stays; unsent contents stay', async () => {
    const { store, port, pass } = await device();
    const at = { ref: '', dossier: ONE, parentKey: OUTBOX_KEY };
    const blob = unwrap(await storeWhole(store.unsent, at, new Uint8Array(4)));
    pass(48 * HOUR);
    const later = { ...contact, serverTime: START + 48 * HOUR };
    unwrap(await port.confirmPinned(later, new Set()));
    unwrap(await port.confirm([THREE], { ...later, opened: true }));
    expect(unwrap(await port.evict())).toEqual([]);
    pass(25 * HOUR);
    expect(unwrap(await port.evict())).toEqual([ONE]);
    expect(unwrap(await store.dossiers.keyOf(ONE))).toBeUndefined();
    expect(await held(store)).toEqual([TWO, THREE]);
    expect(unwrap(await store.unsent.read(blob))?.size).toBe(4);
    store.close();
  });

  test('leave after a restart whose clock was set back', async () => {
    const { vault, store, port, pass, clock } = await device();
    pass(71 * HOUR);
    expect(unwrap(await port.evict())).toEqual([]);
    store.close();
    const again = storeOver(vault, clock);
    const set = { now: () => START - LEASE, monotonic: () => clock.monotonic() };
    const after = dossiersPort(again, serverTime(set));
    expect(unwrap(await after.evict())).toEqual([]);
    pass(HOUR);
    expect(unwrap(await after.evict())).toEqual([ONE, TWO, THREE]);
    again.close();
  });

  test('leave when the clock is set forward, and come back with the next contact', async () => {
    const { store, port, reckoned, clock } = await device();
    const far = 365 * 24 * HOUR;
    const setForward = serverTime({ now: () => clock.now() + far, monotonic: () => clock.monotonic() });
    setForward.resume(reckoned.kept());
    const ahead = dossiersPort(store, setForward);
    expect(unwrap(await ahead.evict())).toHaveLength(3);
    reckoned.note(START + HOUR);
    const fresh = { header: sampleHeader(ONE), entries: [], cursor: 'c', contact };
    unwrap(await port.commit(new Map([[ONE, fresh]])));
    expect(unwrap(await port.evict())).toEqual([]);
    expect(await held(store)).toEqual([ONE]);
    store.close();
  });
});
