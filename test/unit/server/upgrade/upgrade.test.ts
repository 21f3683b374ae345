import type { DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { EMERGENCY_MS, LEASE_MS } from '#domain/access/durations.ts';
import { revealAtOf } from '#domain/dossier/announcement.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { findDossierRow } from '#server/repositories/dossiers.ts';
import { actDetailsOf, rightActsOf } from '#server/repositories/right-acts.ts';
import { dossierTraits } from '#server/schema/directory.ts';
import { document, rightAct } from '#server/schema/shard.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { upgradeRows } from '#server/upgrade.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCTOR, newDossierId, NURSE } from '#test/support/server/test-device.ts';
import { fixedClock } from '#test/support/server/test-server.ts';
import {
  CREATED_AT,
  oldAuthorisation,
  oldDocument,
  oldDossier,
  openOldServer,
  type OldServer,
} from './old-server.ts';

let old: OldServer;
let server: RelaisServer | undefined;
let dossierId: DossierId;

beforeEach(async () => {
  old = await openOldServer();
  dossierId = newDossierId();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  old.remove();
});

const config = () => ({
  kind: 'demo' as const,
  origin: 'http://localhost:3000',
  dataDir: old.dataDir,
  operatorKey: new Uint8Array(32).fill(7),
  migrations: 'drizzle',
  mayHideFromAll: false,
  emergencyMs: EMERGENCY_MS,
  leaseMs: LEASE_MS,
  mail: undefined,
});
/** The first start of this version over what the old one left. */
async function start(): Promise<RelaisServer> {
  await old.close();
  server = unwrap(await openServer(config(), { clock: fixedClock(), random: systemRandom }));
  return server;
}
const dbOf = (running: RelaisServer) => running.shards.newest.database.db;

describe('authorisations from before', () => {
  it('are acts of the one history of rights', async () => {
    await oldDossier(old, dossierId);
    const until = CREATED_AT + 1000;
    await oldAuthorisation(old, { dossierId, seq: 2, kind: 'granted', until });
    await oldAuthorisation(old, { dossierId, seq: 3, kind: 'withdrawn', until: null });
    await oldAuthorisation(old, { dossierId, seq: 4, kind: 'granted', until: until + 5 });
    const acts = await rightActsOf(dbOf(await start()), dossierId);
    const from = { at: CREATED_AT + 2, by: DOCTOR.psIdNat, professional: NURSE.psIdNat };
    expect(acts.slice(0, 3)).toEqual([
      { ...from, seq: 2, kind: 'granted', until },
      { seq: 3, at: CREATED_AT + 3, by: DOCTOR.psIdNat, kind: 'withdrawn', professional: NURSE.psIdNat },
      { ...from, seq: 4, at: CREATED_AT + 4, kind: 'granted', until: until + 5 },
    ]);
    expect(reduceRights(acts).grants.get(NURSE.psIdNat)?.until).toBe(until + 5);
  });
});

describe('a dossier from before', () => {
  it('begins its history with the oppositions of its creation, by its creator and at its time', async () => {
    await oldDossier(old, dossierId, { optOut: { breakGlass: true, dispatchCentre: false } });
    const running = await start();
    const acts = await rightActsOf(dbOf(running), dossierId);
    expect(acts).toMatchObject([
      { kind: 'oppositionsSet', breakGlass: true, dispatchCentre: false, at: CREATED_AT, by: NURSE.psIdNat },
    ]);
    const keys = await running.keys.find(dossierId);
    const details = keys && (await actDetailsOf(dbOf(running), keys.seal, dossierId)).get(acts[0]?.seq ?? 0);
    expect(details?.by?.name).toBe('Nour ESSAI');
  });

  it('knows when its holder comes of age, where the birth date tells', async () => {
    const other = newDossierId();
    await oldDossier(old, dossierId, { birthDate: '2012-05-04' });
    await oldDossier(old, other, { birthDate: 'inconnue' });
    const running = await start();
    expect((await findDossierRow(dbOf(running), dossierId))?.majorityAt).toBe(Date.UTC(2030, 4, 4));
    expect((await findDossierRow(dbOf(running), other))?.majorityAt).toBeNull();
  });

  it('gives each document the type that its description says, however many there are', async () => {
    await oldDossier(old, dossierId);
    const wanted = new Map<string, string>();
    for (let seq = 2; seq < 207; seq++) {
      const typeCode = seq % 2 ? '11506-3' : '11488-4';
      wanted.set(await oldDocument(old, { dossierId, seq }, { typeCode }), typeCode);
    }
    const rows = await dbOf(await start())
      .select()
      .from(document);
    expect(rows).toHaveLength(205);
    expect(rows.every((row) => row.typeCode === wanted.get(row.documentId))).toBe(true);
  });

  it('shows to its holder, at the day of the law, what was hidden from them without end', async () => {
    await oldDossier(old, dossierId);
    const visibility = {
      hiddenFromProfessionals: false,
      hiddenFromHolder: true,
      hiddenFromRepresentatives: false,
    };
    await oldDocument(old, { dossierId, seq: 2 }, { typeCode: '11506-3', visibility });
    await oldDocument(old, { dossierId, seq: 3 }, { typeCode: '11506-3' });
    const rows = await dbOf(await start())
      .select()
      .from(document);
    expect(rows.map(({ revealAt }) => revealAt)).toEqual([revealAtOf(CREATED_AT), null]);
  });

  it('can be found by the traits of its holder', async () => {
    await oldDossier(old, dossierId);
    const rows = await (
      await start()
    ).directory.db
      .select()
      .from(dossierTraits)
      .where(eq(dossierTraits.dossierId, dossierId));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('the upgrade', () => {
  it('changes nothing the second time', async () => {
    await oldDossier(old, dossierId);
    await oldDocument(old, { dossierId, seq: 2 }, { typeCode: '11506-3' });
    const running = await start();
    const state = async () => [
      await dbOf(running).select().from(rightAct),
      await dbOf(running).select().from(document),
      await findDossierRow(dbOf(running), dossierId),
      await running.directory.db.select().from(dossierTraits),
    ];
    const before = await state();
    await upgradeRows(running);
    expect(await state()).toEqual(before);
  });

  it('goes on where it was cut off: documents first, the history last', async () => {
    await oldDossier(old, dossierId);
    await oldDocument(old, { dossierId, seq: 2 }, { typeCode: '11506-3' });
    await oldDocument(old, { dossierId, seq: 3 }, { typeCode: '11506-3' });
    const running = await start();
    const { database } = running.shards.newest;
    await database.write(async (tx) => {
      await tx.delete(rightAct).where(eq(rightAct.dossierId, dossierId));
      await tx.update(document).set({ typeCode: '' }).where(eq(document.seq, 3));
    });
    await upgradeRows(running);
    expect((await rightActsOf(database.db, dossierId)).map(({ kind }) => kind)).toEqual(['oppositionsSet']);
    expect((await database.db.select().from(document)).map(({ typeCode }) => typeCode)).toEqual([
      '11506-3',
      '11506-3',
    ]);
  });
});
