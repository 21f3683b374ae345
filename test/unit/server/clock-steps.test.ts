import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { serverNonces } from '#server/auth/server-nonces.ts';
import { systemRandom } from '#base/random.ts';
import { CURSOR_MS } from '#server/sync/cursor.ts';
import { auditTree } from '#server/traces/audit.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { backUp, reopen, restore } from '#test/support/server/backed-up.ts';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import { DOCTOR, grantBody, pageOf, provideNote, type TestDevice } from '#test/support/server/test-device.ts';
import { removeBeside } from './backup/remove-beside.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DAY_MS = 86_400_000;
let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;
let current: RelaisServer;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
  current = running.server;
});
afterEach(async () => {
  await current.close();
  removeBeside(running.config.dataDir);
});

const withdraw = () => ({ type: 'withdrawAuthorisation', dossierId, professional: DOCTOR.psIdNat }) as const;

describe('a server whose clock is set back or forth', () => {
  it('gives documents in the order in which they came, and none twice or never', async () => {
    const written: string[] = [];
    const seen: string[] = [];
    let cursor: string | null = null;
    for (const step of [0, -DAY_MS, 3 * DAY_MS, -10 * DAY_MS, -DAY_MS, 9 * DAY_MS]) {
      running.clock.advance(step);
      written.push((await provideNote(nurse, dossierId, `Note après ${step}`)).documentId);
      const page = pageOf(await nurse.pull(dossierId, cursor));
      seen.push(...page.entries.map((entry) => entry.documentId));
      cursor = page.cursor;
    }
    expect(seen).toEqual(written);
    const { database, name } = current.shards.newest;
    const report = await auditTree({ database, tree: name, traceKey: current.traceKey });
    expect(report.first).toBeUndefined();
  });

  it('gives the same receipt for the same command, whatever time it is', async () => {
    const signed = await nurse.sign(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    const first = await nurse.sendSigned(signed);
    for (const step of [-365 * DAY_MS, 730 * DAY_MS]) {
      running.clock.advance(step);
      expect(await nurse.sendSigned(signed)).toEqual(first);
    }
  });

  it('lets an authorisation end when its time is past, and a cursor too old pull afresh', async () => {
    const { cursor } = pageOf(await nurse.pull(dossierId));
    running.clock.advance(-40 * DAY_MS);
    expect((await nurse.pull(dossierId, cursor)).kind).toBe('unchanged');
    running.clock.advance(40 * DAY_MS + CURSOR_MS + 1);
    expect(pageOf(await nurse.pull(dossierId, cursor)).fresh).toBe(true);
    running.clock.advance(366 * DAY_MS);
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('does again after a restore what came later, even where its time reads earlier', async () => {
    const file = `${running.config.dataDir}.backup`;
    await backUp(running, file);
    await nurse.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    running.clock.advance(-3_600_000);
    expect((await nurse.send(withdraw())).outcome.type).toBe('done');
    await current.close();
    unwrap(await restore(running, file));
    current = await reopen(running);
    const { pull } = await import('#server/sync/pull.ts');
    const reader = { asker: { device: doctor.device, professional: doctor.actor }, mayRead: true };
    const wants = [{ dossierId, cursor: null }];
    expect((await pull(current.pull, { wants, pageSize: 10 }, reader))[0]?.kind).toBe('dossierRemoved');
  });
});

describe('nonces of proofs', () => {
  it('follow the time that passes, not the time that it is', () => {
    let [wall, passed] = [0, 0];
    const clock = { now: () => wall, monotonic: () => passed };
    const nonces = serverNonces({ clock, random: systemRandom });
    const nonce = nonces.fresh();
    wall = 400 * DAY_MS;
    expect(nonces.accept(nonce, 'one')).toBe('accepted');
    wall = -400 * DAY_MS;
    expect(nonces.accept(nonce, 'one')).toBe('replayed');
    passed = 5 * 60_000;
    expect(nonces.accept(nonce, 'two')).toBe('stale');
  });
});
