import type { DossierId } from '#base/brand.ts';
import { traceNode, traceRow, traceTree } from '#server/schema/trace.ts';
import { sealJson } from '#server/seal.ts';
import { auditTree, type AuditReport } from '#server/traces/audit.ts';
import { consistencyProof } from '#server/traces/consistency.ts';
import { continuedHead, currentHead } from '#server/traces/heads.ts';
import { leafHashOf } from '#server/traces/merkle.ts';
import { fillNodes } from '#server/traces/nodes.ts';
import { tracePlace } from '#server/traces/recorder.ts';
import { openTraceSecret } from '#server/traces/view.ts';
import { verifyConsistency } from '#wire/consistency.ts';
import type { TreeHead } from '#wire/traces.ts';
import { eq, gte } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rewriteHistory } from '#test/support/server/rewrite-history.ts';
import { DOCTOR, newDossierId, NURSE } from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let one: DossierId;
let other: DossierId;
const TRACES = 12;
/** More than two blocks of 256: subtrees are kept. */
const MANY = 600;

beforeEach(async () => {
  running = await startTestServer();
  [one, other] = [newDossierId(), newDossierId()];
  await write(TRACES);
});
afterEach(() => running.stop());

const shard = () => running.server.shards.newest;
const db = () => shard().database.db;
const signer = () => ({ instanceId: running.server.instance.id, headSeed: running.server.headSeed });
const headNow = (): Promise<TreeHead> => currentHead(signer(), shard().database, { tree: 'shard-1', at: 1 });
const audit = (...heads: TreeHead[]): Promise<AuditReport> =>
  auditTree({ database: shard().database, tree: 'shard-1', traceKey: running.server.traceKey }, heads);

/** Traces of the two dossiers in turn: even leaves of the one, odd of the other. */
async function write(traces: number): Promise<void> {
  const at = running.clock.now();
  await shard().database.write(async (tx) => {
    for (let i = 0; i < traces; i++)
      await shard().traces.record(tx, {
        at,
        act: 'consultDossier',
        mode: 'normal',
        allowed: true,
        because: 'authorised',
        dossierId: i % 2 === 0 ? one : other,
        actor: { psIdNat: i % 3 === 0 ? NURSE.psIdNat : DOCTOR.psIdNat, name: 'E. ESSAI', profession: '60' },
        reason: `motif ${i}`,
      });
  });
}

async function rowAt(index: number) {
  const [row] = await db().select().from(traceRow).where(eq(traceRow.leafIndex, index));
  if (!row) throw new Error('no such row');
  return row;
}
const change = (index: number, values: Partial<typeof traceRow.$inferInsert>) =>
  db().update(traceRow).set(values).where(eq(traceRow.leafIndex, index));

describe('an audit of tampered rows', () => {
  it('finds nothing where nothing was done, and calls the tail proven by a head of now alone', async () => {
    const head = await headNow();
    expect(await audit()).toMatchObject({ traces: TRACES, first: undefined, tailProven: false });
    expect(await audit(head)).toMatchObject({ provenTo: TRACES, tailProven: true });
    await write(1);
    expect(await audit(head)).toMatchObject({ first: undefined, provenTo: TRACES, tailProven: false });
  });

  it('names a leaf that was changed', async () => {
    const { leaf } = await rowAt(5);
    await change(5, { leaf: leaf.replace('"allowed":true', '"allowed":false') });
    expect((await audit()).first).toEqual({ leafIndex: 5, dossierId: other, alteration: 'leafAltered' });
  });

  it('names the next trace of the dossier where a leaf was changed with its hash', async () => {
    const leaf = (await rowAt(5)).leaf.replace('"allowed":true', '"allowed":false');
    await change(5, { leaf, leafHash: leafHashOf(leaf) });
    expect((await audit()).first).toEqual({ leafIndex: 7, dossierId: other, alteration: 'chainBroken' });
  });

  it('names the end where the last leaf was changed with its hash', async () => {
    const leaf = (await rowAt(TRACES - 1)).leaf.replace('"allowed":true', '"allowed":false');
    await change(TRACES - 1, { leaf, leafHash: leafHashOf(leaf) });
    expect((await audit()).first).toMatchObject({ alteration: 'treeDiffers' });
    expect((await audit(await headNow())).first).toMatchObject({ leafIndex: TRACES - 1 });
  });

  it('names a sealed part that was sealed anew with another name in it', async () => {
    const secret = openTraceSecret(running.server.traceKey, 'shard-1', await rowAt(4));
    const actor = { psIdNat: '899700000000', name: 'Quelqu’un D’AUTRE', profession: '10' };
    const sealed = sealJson(running.server.traceKey, { ...secret, actor }, tracePlace('shard-1', 4));
    await change(4, { sealed });
    expect((await audit()).first).toEqual({ leafIndex: 4, dossierId: one, alteration: 'secretAltered' });
  });

  it.each(['actor', 'reason'] as const)('names a sealed part without its %s', async (part) => {
    const { [part]: _, ...secret } = openTraceSecret(running.server.traceKey, 'shard-1', await rowAt(4));
    await change(4, { sealed: sealJson(running.server.traceKey, secret, tracePlace('shard-1', 4)) });
    expect((await audit()).first).toMatchObject({ leafIndex: 4, alteration: 'secretAltered' });
  });

  it('names the row after one that was deleted', async () => {
    await db().delete(traceRow).where(eq(traceRow.leafIndex, 3));
    expect((await audit()).first).toEqual({ leafIndex: 4, dossierId: one, alteration: 'rowMissing' });
  });

  it('names the first of two rows that changed places', async () => {
    const [a, b] = [await rowAt(2), await rowAt(6)];
    await change(2, { leaf: b.leaf, leafHash: b.leafHash, sealed: b.sealed });
    await change(6, { leaf: a.leaf, leafHash: a.leafHash, sealed: a.sealed });
    expect((await audit()).first).toEqual({ leafIndex: 2, dossierId: one, alteration: 'chainBroken' });
  });

  it('names the first of two leaves that were swapped between dossiers', async () => {
    const [a, b] = [await rowAt(4), await rowAt(5)];
    await change(4, { dossierId: b.dossierId, leaf: b.leaf, leafHash: b.leafHash, sealed: b.sealed });
    await change(5, { dossierId: a.dossierId, leaf: a.leaf, leafHash: a.leafHash, sealed: a.sealed });
    expect((await audit()).first).toEqual({ leafIndex: 4, dossierId: other, alteration: 'chainBroken' });
  });

  it('names a row that was put in', async () => {
    const last = await rowAt(TRACES - 1);
    await db()
      .insert(traceRow)
      .values({ ...last, leafIndex: TRACES });
    expect((await audit()).first).toEqual({ leafIndex: TRACES, dossierId: other, alteration: 'chainBroken' });
  });

  it('names rows of another type than ours', async () => {
    await shard().database.client.execute("UPDATE trace SET leaf = x'00ff' WHERE leaf_index = 3");
    expect((await audit()).first).toMatchObject({ leafIndex: 3, alteration: 'leafAltered' });
    await shard().database.client.execute("UPDATE trace SET sealed = 'text' WHERE leaf_index = 2");
    expect((await audit()).first).toMatchObject({ leafIndex: 2, alteration: 'secretAltered' });
    await shard().database.client.execute("UPDATE trace SET position = 'one' WHERE leaf_index = 1");
    expect((await audit()).first).toMatchObject({ leafIndex: 1, alteration: 'chainBroken' });
  });

  it('names a leaf that is no JSON', async () => {
    await change(3, { leaf: '{', leafHash: leafHashOf('{') });
    expect((await audit()).first).toMatchObject({ leafIndex: 3, alteration: 'chainBroken' });
  });

  it('names the end where the tail was cut, and with the records too where a head is known', async () => {
    const head = await headNow();
    await rewriteHistory(running.server, (input, index) => (index < TRACES - 2 ? input : undefined));
    const cut = { leafIndex: TRACES - 2, dossierId: null, alteration: 'headDiffers' };
    expect(await audit()).toMatchObject({ first: undefined, tailProven: false });
    expect((await audit(head)).first).toEqual(cut);
    await db()
      .delete(traceRow)
      .where(gte(traceRow.leafIndex, TRACES - 4));
    expect((await audit()).first).toMatchObject({ leafIndex: TRACES - 4, alteration: 'treeDiffers' });
  });

  it('tells a history rewritten with the server’s own keys by outside heads, the closer the more there are', async () => {
    await db().delete(traceRow);
    await db().delete(traceTree);
    const heads: TreeHead[] = [];
    for (let i = 0; i < 4; i++) {
      await write(4);
      heads.push(await headNow());
    }
    await rewriteHistory(running.server, (input, index) =>
      index === 9 ? { ...input, reason: 'autre motif' } : input,
    );
    expect(await audit()).toMatchObject({ first: undefined, tailProven: false });
    const last = heads.at(-1);
    expect(last && (await audit(last)).first).toMatchObject({ leafIndex: 15, alteration: 'headDiffers' });
  });

  it('tells which stretch was rewritten where the salts were kept', async () => {
    const before = await headNow();
    await write(4);
    const after = await headNow();
    const { leaf } = await rowAt(TRACES + 2);
    const bent = leaf.replace('"allowed":true', '"allowed":false');
    await change(TRACES + 2, { leaf: bent, leafHash: leafHashOf(bent) });
    const report = await audit(before, after);
    expect(report.provenTo).toBe(TRACES);
    expect(report.first?.leafIndex).toBeGreaterThanOrEqual(TRACES);
  });
});

describe('the kept subtrees of a longer tree', () => {
  beforeEach(() => write(MANY));

  it('are audited too', async () => {
    expect((await audit()).first).toBeUndefined();
    await db()
      .update(traceNode)
      .set({ hash: 'ab'.repeat(32) })
      .where(eq(traceNode.index, 1));
    expect((await audit()).first).toMatchObject({ leafIndex: 511, alteration: 'treeDiffers' });
    await db().delete(traceNode);
    expect((await audit()).first).toMatchObject({ leafIndex: 255, alteration: 'treeDiffers' });
  });

  it('are filled in again alike, once', async () => {
    const kept = await db().select().from(traceNode);
    expect(kept.map(({ level, index }) => [level, index])).toEqual([
      [8, 0],
      [8, 1],
      [9, 0],
    ]);
    await db().delete(traceNode);
    for (let i = 0; i < 2; i++) await fillNodes({ database: shard().database });
    expect(await db().select().from(traceNode)).toEqual(kept);
  });

  it('prove every earlier head to a device', async () => {
    const heads = [];
    for (const size of [1, 255, 256, 257, 511, 512, 600, TRACES + MANY]) {
      const proof = await continuedHead(signer(), shard().database, { tree: 'shard-1', at: 1, known: size });
      heads.push({ size, ...proof });
    }
    const roots = await rootsAt(heads.map(({ size }) => size));
    for (const { size, head, proof } of heads)
      expect(await verifyConsistency({ size, root: roots.get(size) ?? '' }, head, proof)).toBe(true);
  });

  it('prove nothing where a row is missing', async () => {
    await db().delete(traceRow).where(eq(traceRow.leafIndex, 3));
    expect(await consistencyProof(db(), 5, 600)).toBeUndefined();
    const { head, proof } = await continuedHead(signer(), shard().database, {
      tree: 'shard-1',
      at: 1,
      known: 5,
    });
    expect([head.size, proof]).toEqual([TRACES + MANY, []]);
  });

  it('do not keep a server from starting where a row is missing', async () => {
    await db().delete(traceNode);
    await db().delete(traceRow).where(eq(traceRow.leafIndex, 300));
    await fillNodes({ database: shard().database });
    expect(await db().select().from(traceNode)).toHaveLength(1);
  });
});

async function rootsAt(sizes: readonly number[]): Promise<Map<number, string>> {
  const { growingTree } = await import('#server/traces/merkle.ts');
  const rows = await db().select({ hash: traceRow.leafHash }).from(traceRow).orderBy(traceRow.leafIndex);
  const tree = growingTree();
  const roots = new Map<number, string>();
  for (const { hash } of rows) {
    tree.add(hash);
    if (sizes.includes(tree.size())) roots.set(tree.size(), tree.root());
  }
  return roots;
}
