import type { DossierId, PsIdNat } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import type { RightAct } from '#domain/rights/right-act.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { accessesIn } from '#server/emergency/mine.ts';
import { isReason } from '#server/emergency/open.ts';
import { openServer } from '#server/server.server.ts';
import {
  breakGlass,
  callerFor,
  cardOf,
  lastTrace,
  makeDossier,
  trustCards,
  type TestCard,
} from '#test/support/server/emergency-world.ts';
import { DOCTOR, NURSE, registerDevice, type TestDevice } from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const HOUR_MS = 3_600_000;
let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let card: TestCard;
let dossierId: DossierId;

beforeAll(async () => {
  running = await startTestServer({ emergencyMs: HOUR_MS });
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  card = await cardOf(await trustCards(running.server), DOCTOR);
  dossierId = await makeDossier(nurse, running.clock);
});
afterAll(() => running.stop());

async function openedAccess(): Promise<string> {
  running.clock.advance(HOUR_MS);
  const opened = await breakGlass(running.server, doctor, card);
  if (opened.kind !== 'opened' || opened.accessId === null) throw new Error('not opened');
  return opened.accessId;
}
const mine = () => callerFor(running.server, doctor).emergency.mine();

describe("a professional's own accesses", () => {
  it('are listed for a week, the newest first, with what became of them, and to nobody else', async () => {
    const first = await openedAccess();
    const openedAt = running.clock.now();
    const second = await openedAccess();
    await callerFor(running.server, doctor).emergency.end({ dossierId, accessId: second });
    const line = { dossierId, mode: 'bris_de_glace', noted: false };
    expect(await mine()).toEqual([
      {
        ...line,
        accessId: second,
        openedAt: openedAt + HOUR_MS,
        until: openedAt + 2 * HOUR_MS,
        endedAt: openedAt + HOUR_MS,
      },
      { ...line, accessId: first, openedAt, until: openedAt + HOUR_MS, endedAt: null },
    ]);
    expect(await callerFor(running.server, nurse).emergency.mine()).toEqual([]);
    running.clock.advance(7 * 24 * HOUR_MS + 1);
    expect(await mine()).toEqual([]);
  });

  it('are marked once what they were for was written, by who opened them alone', async () => {
    const accessId = await openedAccess();
    const note = { type: 'noteEmergency', dossierId, accessId, text: 'Coma, glycémie à 0,3 g/l' } as const;
    const foreign = await nurse.send(note);
    expect(foreign.outcome).toEqual({ type: 'refused', code: 'subjectUnknown' });
    expect(await mine()).toMatchObject([{ accessId, noted: false }]);
    expect((await doctor.send(note)).outcome).toEqual({ type: 'done', dossierId });
    expect(await mine()).toMatchObject([{ accessId, noted: true }]);
    const trace = await lastTrace(running.server, 'shard-1');
    expect(trace).toMatchObject({
      leaf: { act: 'noteEmergency', allowed: true },
      secret: { reason: `${accessId}: Coma, glycémie à 0,3 g/l` },
    });
    expect((await doctor.pull(dossierId)).kind).toBe('page');
  });

  it('survive a restart of the server, and end at their time all the same', async () => {
    const accessId = await openedAccess();
    await running.server.close();
    const ports = { clock: running.clock, random: systemRandom };
    running.server = unwrap(await openServer(running.config, ports));
    expect((await mine())[0]).toMatchObject({ accessId, endedAt: null });
    expect(await pulled()).toBe('page');
    running.clock.advance(HOUR_MS);
    expect(await pulled()).toBe('dossierRemoved');
  });
});

/** What this device gets from the server that runs now. */
async function pulled(): Promise<string> {
  const input = { wants: [{ dossierId, cursor: null }], pageSize: 10 };
  const { results } = await callerFor(running.server, doctor).sync.pull(input);
  return results[0]?.kind ?? 'none';
}

describe('accessesIn', () => {
  const by = DOCTOR.psIdNat;
  const device = 'device' as TestDevice['device'];
  const opened = (seq: number, accessId: string): RightAct => ({
    seq,
    at: seq * 10,
    by,
    kind: 'emergencyOpened',
    accessId,
    mode: 'centre_15',
    device,
    until: seq * 10 + 100,
  });

  it('ends with the dossier, but not by what closed it after its own time', () => {
    const closed = (seq: number, at: number): RightAct => ({ seq, at, by, kind: 'closed', eraseAfter: 1 });
    expect(accessesIn(dossierId, [opened(1, 'a'), closed(2, 50)], { by, since: 0 })).toMatchObject([
      { endedAt: 50 },
    ]);
    expect(accessesIn(dossierId, [opened(1, 'a'), closed(2, 500)], { by, since: 0 })).toMatchObject([
      { endedAt: null },
    ]);
  });

  it('counts neither the accesses of others nor what came before', () => {
    const acts = [opened(1, 'a'), { ...opened(2, 'b'), by: 'another' as PsIdNat }];
    expect(accessesIn(dossierId, acts, { by, since: 0 })).toHaveLength(1);
    expect(accessesIn(dossierId, acts, { by, since: 11 })).toEqual([]);
  });

  it('a note changes nothing of the rights', () => {
    const noted: RightAct = { seq: 2, at: 20, by, kind: 'emergencyNoted', accessId: 'a' };
    const before = reduceRights([opened(1, 'a')]);
    const after = reduceRights([opened(1, 'a'), noted]);
    expect({ ...after, lastOn: new Map() }).toEqual({ ...before, lastOn: new Map() });
  });
});

it('a reason holds three letters at least, of whatever alphabet', () => {
  expect(['abc', 'né à', 'a.b.c', 'чел'].map(isReason)).toEqual([true, true, true, true]);
  expect([undefined, '', 'ab', '12345', '…!?'].map(isReason)).toEqual([false, false, false, false, false]);
});
