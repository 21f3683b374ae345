import type { DossierId } from '#base/brand.ts';
import { traceRow, traceTree } from '#server/schema/trace.ts';
import { auditTree, type AuditReport } from '#server/traces/audit.ts';
import { currentHead, headHolds } from '#server/traces/heads.ts';
import type { TreeHead } from '#wire/traces.ts';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createBody,
  grantBody,
  newDossierId,
  NURSE,
  registerDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let dossierId: DossierId;
let head: TreeHead;

beforeEach(async () => {
  running = await startTestServer();
  const nurse = await registerDevice(running.server, NURSE);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
  for (let i = 0; i < 3; i++) await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
  head = await currentHead(headDeps(), database(), { tree: 'shard-1', at: running.clock.now() });
});
afterEach(() => running.stop());

const database = () => running.server.shards.newest.database;
const headDeps = () => ({ instanceId: running.server.instance.id, headSeed: running.server.headSeed });
const audit = (known?: TreeHead): Promise<AuditReport> =>
  auditTree(
    { database: database(), tree: 'shard-1', traceKey: running.server.traceKey },
    known ? [known] : [],
  );

describe('relais audit verify', () => {
  it('finds nothing in an untouched tree, and proves the tail only with a head from outside', async () => {
    expect(await audit()).toMatchObject({ traces: 7, first: undefined, tailProven: false });
    expect(await audit(head)).toMatchObject({ first: undefined, tailProven: true });
  });

  it('names the row whose leaf was changed', async () => {
    await database().write(async (tx) => {
      const [row] = await tx.select().from(traceRow).where(eq(traceRow.leafIndex, 3));
      const leaf = (row?.leaf ?? '').replace('"allowed":true', '"allowed":false');
      await tx.update(traceRow).set({ leaf }).where(eq(traceRow.leafIndex, 3));
    });
    expect((await audit()).first).toEqual({ leafIndex: 3, dossierId, alteration: 'leafAltered' });
  });

  it('names the row from which one was deleted', async () => {
    await database().write((tx) => tx.delete(traceRow).where(eq(traceRow.leafIndex, 2)));
    expect((await audit()).first).toMatchObject({ leafIndex: 3, alteration: 'rowMissing' });
  });

  it('names the row whose sealed part was put in from another', async () => {
    await database().write(async (tx) => {
      const [other] = await tx.select().from(traceRow).where(eq(traceRow.leafIndex, 1));
      if (other) await tx.update(traceRow).set({ sealed: other.sealed }).where(eq(traceRow.leafIndex, 4));
    });
    expect((await audit()).first).toMatchObject({ leafIndex: 4, alteration: 'secretAltered' });
  });

  it('names the row that was moved to another dossier', async () => {
    const moved = newDossierId();
    await database().write((tx) =>
      tx.update(traceRow).set({ dossierId: moved }).where(eq(traceRow.leafIndex, 5)),
    );
    expect((await audit()).first).toMatchObject({ leafIndex: 5, alteration: 'chainBroken' });
  });

  it('sees a tail that was cut while the records of the tree stayed', async () => {
    await database().write((tx) => tx.delete(traceRow).where(eq(traceRow.leafIndex, 6)));
    expect((await audit()).first).toMatchObject({ leafIndex: 6, alteration: 'treeDiffers' });
  });

  it('sees a tail that was cut together with the records, by a head noted outside', async () => {
    const before = await database().db.select().from(traceTree);
    const nurse = await registerDevice(running.server, NURSE);
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    const later = await currentHead(headDeps(), database(), { tree: 'shard-1', at: running.clock.now() });
    await database().write(async (tx) => {
      const [last] = await tx.select().from(traceRow).orderBy(desc(traceRow.leafIndex)).limit(1);
      if (last) await tx.delete(traceRow).where(eq(traceRow.leafIndex, last.leafIndex));
      for (const row of before) await tx.update(traceTree).set(row).where(eq(traceTree.name, row.name));
    });
    expect((await audit()).first).toBeUndefined();
    expect((await audit(later)).first).toMatchObject({ alteration: 'headDiffers' });
  });

  it('does not take a head that another instance, or nobody, signed', () => {
    expect(headHolds(headDeps(), head)).toBe(true);
    expect(headHolds(headDeps(), { ...head, size: head.size + 1 })).toBe(false);
    expect(headHolds({ ...headDeps(), instanceId: 'other' }, head)).toBe(false);
  });
});
