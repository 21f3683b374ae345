import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import type { DossierId } from '#base/brand.ts';
import { CLOSED_KEPT_MS, ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import { findDossier } from '#server/dossiers/find.ts';
import { eraseDue, type EraseDeps } from '#server/erasure/erase-due.ts';
import { NOTICE_WAIT_MS } from '#server/erasure/rows.ts';
import { tidy } from '#server/housekeeping.ts';
import { findDossierRow } from '#server/repositories/dossiers.ts';
import { careLink, dossierIdentifier, dossierTraits } from '#server/schema/directory.ts';
import { contentBlob, document, holderDataVersion, noticeRow, rightAct } from '#server/schema/shard.ts';
import { auditTree } from '#server/traces/audit.ts';
import { eq } from 'drizzle-orm';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createBody,
  grantBody,
  HOLDER,
  newDossierId,
  note,
  noteBody,
  NURSE,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import { closeBody, eraseBody, reactivateBody } from '../life/acts.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
  const data = { personsToCall: [], phone: '0102030405' };
  await nurse.send({ type: 'changeHolderData', dossierId, data });
  for (const text of ['Première note.', 'Seconde note.']) {
    await nurse.upload(note(text));
    await nurse.send(await noteBody(dossierId, note(text)));
  }
  await running.server.directory.write((tx) =>
    tx.insert(dossierTraits).values({ lookup: 'of-the-holder', dossierId }).onConflictDoNothing(),
  );
});
afterEach(() => running.stop());

const now = (): number => running.clock.now();
const shard = () => running.server.shards.newest;
const status = async () => (await findDossierRow(shard().database.db, dossierId))?.status;
const blobs = (): string[] =>
  readdirSync(join(running.config.dataDir, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const tellHolder = () =>
  shard().database.write((tx) =>
    tx.update(noticeRow).set({ doneAt: now() }).where(eq(noticeRow.dossierId, dossierId)),
  );
/** Asked for, its day come, and all notices gone out. */
async function makeDue(): Promise<void> {
  await nurse.send(eraseBody(dossierId));
  running.clock.advance(ERASURE_DELAY_MS);
  expect(await eraseDue(running.server)).toEqual({ erased: 0 });
  await tellHolder();
}

async function leftOvers(): Promise<Record<string, number>> {
  const { db } = shard().database;
  const count = async (rows: Promise<readonly unknown[]>): Promise<number> => (await rows).length;
  const left: Record<string, number> = { files: blobs().length };
  for (const [name, table] of Object.entries({
    contentBlob,
    document,
    holderDataVersion,
    noticeRow,
    rightAct,
  }))
    left[name] = await count(db.select().from(table).where(eq(table.dossierId, dossierId)));
  for (const [name, table] of Object.entries({ careLink, dossierIdentifier, dossierTraits }))
    left[name] = await count(
      running.server.directory.db.select().from(table).where(eq(table.dossierId, dossierId)),
    );
  return left;
}

describe('a dossier whose time has not come', () => {
  it('stays: open, closed, or asked to be erased', async () => {
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    await nurse.send(closeBody(dossierId));
    running.clock.advance(CLOSED_KEPT_MS - 1);
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    expect(await status()).toBe('closed');
    expect(await running.server.keys.find(dossierId)).toBeDefined();
  });

  it('is told of no erasure, where the holder came back before', async () => {
    await nurse.send(eraseBody(dossierId));
    await doctor.send(reactivateBody(dossierId, now()));
    running.clock.advance(ERASURE_DELAY_MS);
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    expect(await status()).toBe('active');
    const kinds = (await shard().database.db.select().from(noticeRow)).map(({ kind }) => kind);
    expect(kinds).not.toContain('dossierErased');
  });
});

describe('the holder', () => {
  it('is told first: the notice is written once, and the dossier waits until it went out', async () => {
    await nurse.send(eraseBody(dossierId));
    running.clock.advance(ERASURE_DELAY_MS);
    await eraseDue(running.server);
    await eraseDue(running.server);
    const rows = await shard().database.db.select().from(noticeRow);
    expect(rows.filter(({ kind }) => kind === 'dossierErased')).toHaveLength(1);
    expect(await status()).toBe('closed');
    await tellHolder();
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
    expect(await status()).toBe('erased');
  });

  it('who cannot be reached keeps the erasure waiting for fourteen days and no longer', async () => {
    await nurse.send(eraseBody(dossierId));
    running.clock.advance(ERASURE_DELAY_MS);
    await eraseDue(running.server);
    running.clock.advance(NOTICE_WAIT_MS - 1);
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    running.clock.advance(1);
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
  });

  it('may still come back while the notice waits, and is told anew at the next time', async () => {
    await makeDue();
    await doctor.send(reactivateBody(dossierId, now()));
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    await doctor.send(grantBody(dossierId, NURSE.psIdNat, now()));
    await nurse.send(eraseBody(dossierId));
    await tellHolder();
    running.clock.advance(ERASURE_DELAY_MS);
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
    const rows = await shard().database.db.select().from(noticeRow);
    expect(rows.filter(({ kind }) => kind === 'dossierErased')).toHaveLength(2);
  });
});

describe('an erasure (R1111-36)', () => {
  it('destroys the key and removes files, rows and identifiers', async () => {
    await makeDue();
    expect(blobs()).toHaveLength(2);
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
    expect(await running.server.keys.find(dossierId)).toBeUndefined();
    expect(Object.values(await leftOvers()).every((count) => count === 0)).toBe(true);
    const row = await findDossierRow(shard().database.db, dossierId);
    expect(row).toMatchObject({ status: 'erased', majorityAt: null, eraseAfter: null });
    expect(row?.sealed.length).toBe(0);
    expect(await eraseDue(running.server)).toEqual({ erased: 0 });
  });

  it('keeps every trace, adds its own, and leaves the tree whole', async () => {
    await makeDue();
    const before = await tracesOf(running.server, dossierId);
    await eraseDue(running.server);
    const after = await tracesOf(running.server, dossierId);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([
      { act: 'eraseDossier', allowed: true, because: 'asked', rule: 'R1111-36' },
    ]);
    const { database, name } = shard();
    const report = await auditTree({ database, tree: name, traceKey: running.server.traceKey });
    expect(report.first).toBeUndefined();
  });

  it('comes ten years after a closing, in the hourly work of the server', async () => {
    await nurse.send(closeBody(dossierId));
    running.clock.advance(CLOSED_KEPT_MS);
    await tidy(running.server);
    await tellHolder();
    await tidy(running.server);
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({ because: 'tenYears' });
    expect(await status()).toBe('erased');
  });

  it('tells the open streams, and devices let go', async () => {
    const moved: DossierId[] = [];
    const stop = running.server.notices.listen((told) => moved.push(told.dossierId));
    await makeDue();
    await eraseDue(running.server);
    stop();
    expect(moved).toContain(dossierId);
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    const late = await noteBody(dossierId, note('Trop tard.'));
    expect((await nurse.send(late)).outcome.type).toBe('refused');
    expect((await doctor.send(reactivateBody(dossierId, now()))).outcome.type).toBe('refused');
  });

  it('lets a new dossier be made for the same holder, which has nothing of the old one', async () => {
    await makeDue();
    await eraseDue(running.server);
    const asker = { device: nurse.device, professional: nurse.actor };
    expect(await findDossier(running.server.commands, HOLDER.insC, asker)).toEqual({ kind: 'none' });
    const other = newDossierId();
    expect((await nurse.send(createBody(other, now()))).outcome).toEqual({ type: 'done', dossierId: other });
    await nurse.send(grantBody(other, NURSE.psIdNat, now()));
    const page = await nurse.pull(other);
    expect(page.kind === 'page' && page.entries).toEqual([]);
  });

  it('of one dossier is not kept back by another that fails', async () => {
    const other = newDossierId();
    const insC = '0000000000000000000097' as typeof HOLDER.insC;
    expect((await nurse.send(createBody(other, now(), insC))).outcome.type).toBe('done');
    await nurse.send(grantBody(other, NURSE.psIdNat, now()));
    await nurse.send(eraseBody(other));
    await makeDue();
    await shard().database.write((tx) => tx.update(noticeRow).set({ doneAt: now() }));
    const { server } = running;
    const failing = {
      ...server.keys,
      destroy: (id: DossierId) =>
        id === dossierId ? Promise.reject(new Error('injected')) : server.keys.destroy(id),
    };
    await expect(eraseDue({ ...depsOf(), keys: failing })).rejects.toThrow('injected');
    expect(await server.keys.find(other)).toBeUndefined();
    expect(await server.keys.find(dossierId)).toBeDefined();
    expect(await eraseDue(server)).toEqual({ erased: 1 });
  });
});

const depsOf = (): EraseDeps => running.server;

/** Each stops the job before one of its steps. */
const STOPS: Record<string, () => Partial<EraseDeps>> = {
  'the key': () => ({
    keys: { ...running.server.keys, destroy: () => Promise.reject(new Error('injected')) },
  }),
  'the identifiers': () => ({
    directory: { ...running.server.directory, write: () => Promise.reject(new Error('injected')) },
  }),
  'the first file': () => ({ uploads: { removeBlob: () => Promise.reject(new Error('injected')) } }),
  'the second file': () => {
    let left = 1;
    const removeBlob = (blobId: string): Promise<void> =>
      left-- > 0 ? running.server.uploads.removeBlob(blobId) : Promise.reject(new Error('injected'));
    return { uploads: { removeBlob } };
  },
};

describe('an erasure that is cut off', () => {
  it.each(Object.keys(STOPS))('before %s is finished by the next run, with one trace', async (step) => {
    await makeDue();
    const stopped = { ...depsOf(), ...STOPS[step]?.() };
    await expect(eraseDue(stopped)).rejects.toThrow('injected');
    expect(await status()).toBe('erased');
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect((await doctor.send(reactivateBody(dossierId, now()))).outcome.type).toBe('refused');
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
    expect(Object.values(await leftOvers()).every((count) => count === 0)).toBe(true);
    expect(await running.server.keys.find(dossierId)).toBeUndefined();
    const acts = (await tracesOf(running.server, dossierId)).map(({ act }) => act);
    expect(acts.filter((act) => act === 'eraseDossier')).toHaveLength(1);
  });

  it('before its status was written leaves the dossier as it was', async () => {
    await makeDue();
    const { shards } = running.server;
    const database = { ...shard().database, write: () => Promise.reject(new Error('injected')) };
    const broken = { ...shard(), database };
    const stopped = { ...depsOf(), shards: { ...shards, all: [broken] } };
    await expect(eraseDue(stopped)).rejects.toThrow('injected');
    expect(await status()).toBe('closed');
    expect(await running.server.keys.find(dossierId)).toBeDefined();
  });
});
