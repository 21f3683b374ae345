import type { PsIdNat } from '#base/brand.ts';
import { ok } from '#base/result.ts';
import { addProfessional, removeProfessional } from '#server/auth/professionals.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import { findProfessionals } from '#server/rights/find-professionals.ts';
import { appRouter } from '#server/router.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createBody,
  DOCTOR,
  newDossierId,
  NURSE,
  PHARMACIST,
  registerDevice,
  SECOND_DOCTOR,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
const find = async (query: string) => {
  const { professionals, more } = await findProfessionals(running.server.directory.db, query);
  return { names: professionals.map(({ name }) => name), more };
};

beforeAll(async () => {
  running = await startTestServer();
  for (const one of [NURSE, DOCTOR, SECOND_DOCTOR, PHARMACIST])
    await addProfessional(running.server.auth, one);
});
afterAll(() => running.stop());

describe('looking for a professional', () => {
  it('finds by the beginnings of names in any order, without accents or hyphens', async () => {
    expect(await find('epr')).toEqual({ names: ['Anne-Lise ÉPREUVE'], more: false });
    expect(await find('lise epreuve')).toEqual({ names: ['Anne-Lise ÉPREUVE'], more: false });
    expect(await find('ESSAI')).toEqual({ names: ['Camille ESSAI', 'Nour ESSAI'], more: false });
    expect(await find('essai no')).toEqual({ names: ['Nour ESSAI'], more: false });
  });

  it('finds by the whole number, and by no part of it', async () => {
    expect((await find(` ${NURSE.psIdNat} `)).names).toEqual(['Nour ESSAI']);
    expect((await find(NURSE.psIdNat.slice(0, -1))).names).toEqual([]);
  });

  it('finds nobody by what holds no letter, in the middle of a name, or who was removed', async () => {
    expect((await find('--')).names).toEqual([]);
    expect((await find('ssai')).names).toEqual([]);
    await addProfessional(running.server.auth, { ...NURSE, psIdNat: '899700009999' as PsIdNat });
    await removeProfessional(running.server.auth, '899700009999' as PsIdNat);
    expect((await find('nour')).names).toEqual(['Nour ESSAI']);
  });

  it('gives twenty at the most, and says that there are more', async () => {
    for (let i = 0; i < 21; i++) {
      const psIdNat = `8997000088${String(i).padStart(2, '0')}` as PsIdNat;
      await addProfessional(running.server.auth, { ...NURSE, psIdNat, familyName: 'NOMBREUX' });
    }
    const { names, more } = await find('nombreux');
    expect([names.length, more]).toEqual([20, true]);
  });
});

describe('over the wire', () => {
  const callAs = async (kind: 'session' | 'device') => {
    const { actor: professional, device, publicJwk } = await registerDevice(running.server, NURSE);
    const session = { expiresAt: running.clock.now() + 1000, tokenHash: '', practice: undefined };
    const known = { professional, device, publicJwk };
    const caller = ok(kind === 'session' ? { kind, ...known, ...session } : { kind, ...known });
    return appRouter.createCaller({ server: running.server, caller, wireVersion: WIRE_VERSION });
  };

  it('is asked with a session alone', async () => {
    const withSession = await callAs('session');
    const { professionals } = await withSession.professionals.find({ query: 'camille' });
    expect(professionals).toEqual([{ psIdNat: DOCTOR.psIdNat, name: 'Camille ESSAI', profession: '10' }]);
    const without = await callAs('device');
    await expect(without.professionals.find({ query: 'camille' })).rejects.toThrow('sessionMissing');
  });
});

describe('the list of open dossiers', () => {
  it('holds what a professional may consult by any right, and nothing else', async () => {
    const nurse = await registerDevice(running.server, NURSE);
    const doctor = await registerDevice(running.server, DOCTOR);
    const pharmacist = await registerDevice(running.server, PHARMACIST);
    const dossierId = newDossierId();
    await nurse.send(createBody(dossierId, running.clock.now()));
    const listed = async ({ actor, device }: typeof nurse) => {
      const asker = { professional: actor, device };
      return (await listOpenDossiers(running.server.commands, asker)).map((line) => [
        line.dossierId === dossierId,
        line.until === null ? 'without end' : 'for a time',
      ]);
    };
    const presence = { kind: 'vitale', readAt: running.clock.now() } as const;
    expect(await listed(nurse)).toEqual([]);
    await doctor.send({ type: 'declareAttendingPhysician', dossierId, presence });
    expect(await listed(doctor)).toEqual([[true, 'without end']]);
    const teamId = crypto.randomUUID();
    const team = { type: 'authoriseCareTeam', dossierId, teamId, name: 'Quartier', presence } as const;
    await doctor.send({ ...team, members: [NURSE.psIdNat, PHARMACIST.psIdNat] });
    expect(await listed(nurse)).toEqual([[true, 'for a time']]);
    await doctor.send({ type: 'changeCareTeam', dossierId, teamId, members: [PHARMACIST.psIdNat] });
    expect(await listed(nurse)).toEqual([]);
    await doctor.send({ type: 'grantAuthorisation', dossierId, professional: NURSE.psIdNat, presence });
    expect(await listed(nurse)).toEqual([[true, 'for a time']]);
    await doctor.send({ type: 'blockProfessional', dossierId, professional: NURSE.psIdNat });
    expect(await listed(nurse)).toEqual([]);
    expect(await listed(pharmacist)).toEqual([[true, 'for a time']]);
  });
});
