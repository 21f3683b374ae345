import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import { distinctWindow, eventWindow } from '#server/limits/sliding-window.ts';
import { REQUEST_LIMITS } from '#server/limits/request-limits.ts';
import { listAlarms, markAlarmsSeen } from '#server/repositories/alarms.ts';
import { callerFor, insCOf, makeDossier } from '#test/support/server/emergency-world.ts';
import { grantBody, NURSE, registerDevice } from '#test/support/server/test-device.ts';
import { fixedClock, startTestServer } from '#test/support/server/test-server.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const HOUR_MS = 3_600_000;

describe('a window of different items', () => {
  it('counts each once, and forgets what was not seen for its time', () => {
    const clock = fixedClock();
    const window = distinctWindow(clock, { windowMs: 1000, mostItems: 10 });
    expect(window.note('a', '1')).toEqual({ count: 1, isNew: true });
    expect(window.note('a', '1')).toEqual({ count: 1, isNew: false });
    clock.advance(600);
    expect(window.note('a', '2').count).toBe(2);
    window.note('a', '1');
    clock.advance(600);
    expect([window.count('a'), window.has('a', '1'), window.count('b')]).toEqual([2, true, 0]);
    clock.advance(600);
    expect(window.count('a')).toBe(0);
  });

  it('is bounded in names and in items, whatever comes', () => {
    const clock = fixedClock();
    const window = distinctWindow(clock, { windowMs: 1000, mostItems: 3, mostNames: 2 });
    for (const item of ['1', '2', '3', '4', '5']) expect(window.note('a', item).count).toBeLessThanOrEqual(3);
    window.note('b', '1');
    window.note('c', '1');
    expect([window.count('a'), window.count('b'), window.count('c')]).toEqual([0, 1, 1]);
  });

  it('counts as a list of all that was seen would', () => {
    const step = fc.record({
      item: fc.constantFrom('1', '2', '3', '4'),
      wait: fc.integer({ min: 0, max: 700 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const clock = fixedClock(0);
        const window = distinctWindow(clock, { windowMs: 1000, mostItems: 100 });
        const seen: { item: string; at: number }[] = [];
        for (const { item, wait } of steps) {
          clock.advance(wait);
          window.note('a', item);
          seen.push({ item, at: clock.now() });
          const recent = seen.filter(({ at }) => at > clock.now() - 1000);
          expect(window.count('a')).toBe(new Set(recent.map((one) => one.item)).size);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a window of events', () => {
  it('lets no more through than its limit, and again as time passes', () => {
    const clock = fixedClock(0);
    const window = eventWindow(clock, { windowMs: 1000, limit: 10 });
    const taken = () => Array.from({ length: 30 }, () => window.take('a')).filter(Boolean).length;
    expect(taken()).toBe(10);
    expect(window.take('b')).toBe(true);
    clock.advance(1500);
    expect(taken()).toBe(5);
    clock.advance(5000);
    expect(taken()).toBe(10);
  });

  it('never lets twice the limit through within any one window', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 });
    fc.assert(
      fc.property(waits, (steps) => {
        const clock = fixedClock(0);
        const window = eventWindow(clock, { windowMs: 1000, limit: 5 });
        const passed: number[] = [];
        for (const wait of steps) {
          clock.advance(wait);
          if (window.take('a')) passed.push(clock.now());
        }
        for (const start of passed)
          expect(passed.filter((at) => at >= start && at < start + 1000).length).toBeLessThan(10);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the limits of requests', () => {
  let running: Awaited<ReturnType<typeof startTestServer>>;
  beforeAll(async () => {
    running = await startTestServer();
  });
  afterAll(() => running.stop());

  const someone = (n: number) => `8997${String(n).padStart(8, '0')}` as PsIdNat;
  const dossiers = (count: number, from = 0): DossierId[] =>
    Array.from(
      { length: count },
      (_, i) => `00000000-0000-4000-8000-${String(from + i).padStart(12, '0')}` as DossierId,
    );
  const kinds = async () =>
    (await listAlarms(running.server.directory.db, { unseen: true })).map(({ kind }) => kind);

  it('alarm at 200 dossiers of one professional in an hour, refuse from 400, and forgive after it', async () => {
    const { limits } = running.server;
    const who = someone(1);
    await limits.opened(who, dossiers(REQUEST_LIMITS.dossiersAlarm - 1));
    expect(await kinds()).toEqual([]);
    await limits.opened(who, dossiers(REQUEST_LIMITS.dossiersMost));
    expect(await kinds()).toEqual(['dossiersOpened']);
    expect(await limits.mayOpen(who, dossiers(10))).toBe(true);
    expect(await limits.mayOpen(who, dossiers(1, 9000))).toBe(false);
    expect(await limits.mayFetch(who, dossiers(1, 9000)[0] as DossierId)).toBe(false);
    expect(await kinds()).toEqual(['dossiersRefused', 'dossiersOpened']);
    expect(await limits.mayOpen(someone(2), dossiers(1, 9000))).toBe(true);
    running.clock.advance(HOUR_MS);
    expect(await limits.mayOpen(who, dossiers(1, 9000))).toBe(true);
  });

  it('alarm at 100 readers of one dossier in an hour', async () => {
    const [dossierId] = dossiers(1, 500) as [DossierId];
    for (let n = 0; n < REQUEST_LIMITS.readersAlarm + 5; n++)
      await running.server.limits.opened(someone(1000 + n), [dossierId]);
    const [alarm] = await listAlarms(running.server.directory.db);
    expect(alarm).toMatchObject({
      kind: 'dossierReaders',
      dossierId,
      psIdNat: null,
      count: 100,
      windowMs: HOUR_MS,
    });
  });

  it('refuse contents and challenges beyond a minute’s worth', async () => {
    const { limits } = running.server;
    const [dossierId] = dossiers(1) as [DossierId];
    const fetched = [];
    for (let n = 0; n < REQUEST_LIMITS.contentsMost + 3; n++)
      fetched.push(await limits.mayFetch(someone(3), dossierId));
    expect(fetched.filter((may) => !may)).toHaveLength(3);
    expect(await kinds()).toContain('contentsRefused');
    const key = 'key' as DeviceId;
    const challenges = Array.from({ length: 33 }, () => limits.mayChallenge(key));
    expect(challenges.filter(Boolean)).toHaveLength(REQUEST_LIMITS.challengesMost);
  });

  it('are asked by a pull, which counts what a device got from the beginning', async () => {
    const { server, clock } = running;
    const nurse = await registerDevice(server, NURSE);
    const dossierId = await makeDossier(nurse, clock, { insC: insCOf(77) });
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, clock.now()));
    const pull = (cursor: string | null) =>
      callerFor(server, nurse).sync.pull({ wants: [{ dossierId, cursor }], pageSize: 10 });
    const [first] = (await pull(null)).results;
    expect(first?.kind).toBe('page');
    await server.limits.opened(NURSE.psIdNat, dossiers(REQUEST_LIMITS.dossiersMost - 1));
    expect((await pull(null)).results[0]?.kind).toBe('page');
    clock.advance(HOUR_MS);
    await server.limits.opened(NURSE.psIdNat, dossiers(REQUEST_LIMITS.dossiersMost));
    await expect(pull(null)).rejects.toThrow('rateLimited');
    const traces = callerFor(server, nurse).dossiers.traces({ dossierId, cursor: null, limit: 10 });
    await expect(traces).rejects.toThrow('rateLimited');
    await expect(callerFor(server, nurse).auth.challenge()).resolves.toBeDefined();
  });

  it('tell each alarm once an hour, until the operator has seen it', async () => {
    const { server, clock } = running;
    expect((await kinds()).length).toBeGreaterThan(0);
    const marked = await server.directory.write((tx) => markAlarmsSeen(tx, clock.now()));
    expect(marked).toBeGreaterThan(0);
    expect(await kinds()).toEqual([]);
    await server.limits.mayOpen(NURSE.psIdNat, dossiers(1, 7777));
    expect(await kinds()).toEqual([]);
    clock.advance(HOUR_MS - 1);
    await server.limits.opened(NURSE.psIdNat, dossiers(REQUEST_LIMITS.dossiersMost));
    clock.advance(1);
    await server.limits.mayOpen(NURSE.psIdNat, dossiers(1, 7777));
    expect(await kinds()).toContain('dossiersRefused');
  });
});
