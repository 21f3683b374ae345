import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { storeWhole } from '#store/content-store.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import type { Receipt } from '#wire/commands.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { storeOver } from '#test/support/store/memory-store.ts';
import { dossierNo, NURSE, provide, TABLET } from '#test/support/sync/sample.ts';

const entry = (n: number, blobId?: string): OutboxEntry => ({
  command: { wire: 1, device: TABLET, n, author: NURSE, at: n, body: provide(1, n) },
  signed: { payload: '{}', signature: 'A'.repeat(86) },
  hash: `h${n}`,
  holder: null,
  content: blobId === undefined ? null : { blobId, sha256: 'x', size: 3 },
});
const receipt = (n: number, outcome: Receipt['outcome']): Receipt => ({
  device: TABLET,
  n,
  hash: `h${n}`,
  outcome,
  at: 9,
});
const done = (n: number) => receipt(n, { type: 'done', dossierId: dossierNo(1) });
const refused = (n: number) => receipt(n, { type: 'refused', code: 'notAuthorised' });

async function openStore() {
  const { vault } = await newVault();
  const store = storeOver(vault);
  const content = async () =>
    unwrap(
      await storeWhole(store.unsent, { ref: '', dossier: '', parentKey: OUTBOX_KEY }, new Uint8Array(3)),
    );
  return { vault, store, content };
}

describe('outboxRepository', () => {
  test('lists in the order of numbers', async () => {
    const { store } = await openStore();
    for (const n of [10, 2, 1]) unwrap(await store.outbox.add(entry(n)));
    expect(unwrap(await store.outbox.list()).entries.map(({ command }) => command.n)).toEqual([1, 2, 10]);
    store.close();
  });

  test('an accepted entry leaves with its content, and its receipt is known', async () => {
    const { store, content } = await openStore();
    const sent = entry(1, await content());
    unwrap(await store.outbox.add(sent));
    expect(unwrap(await store.outbox.settle([{ entry: sent, receipt: done(1) }], 9))).toEqual([1]);
    expect(unwrap(await store.outbox.list()).entries).toEqual([]);
    expect(unwrap(await store.unsent.read(sent.content?.blobId ?? ''))).toBeUndefined();
    expect(unwrap(await store.outbox.receiptOf(1))).toEqual(done(1));
    store.close();
  });

  test('what never left is taken back with its content, all of it or nothing', async () => {
    const { store, content } = await openStore();
    const blobId = await content();
    unwrap(await store.outbox.add(entry(1, blobId)));
    for (const n of [2, 3]) unwrap(await store.outbox.add(entry(n)));
    const left = async () => unwrap(await store.outbox.list()).entries.map(({ command }) => command.n);
    expect([...unwrap(await store.outbox.offer([3, 9]))]).toEqual([3]);
    expect(unwrap(await store.outbox.takeBack([1, 3]))).toBe(false);
    expect(await left()).toEqual([1, 2, 3]);
    expect(unwrap(await store.outbox.takeBack([1]))).toBe(true);
    expect(await left()).toEqual([2, 3]);
    expect(unwrap(await store.unsent.read(blobId))).toBeUndefined();
    expect(unwrap(await store.outbox.takeBack([1]))).toBe(false);
    store.close();
  });

  test('of a row of an older version it is not known whether it left: it is not taken back', async () => {
    const { store, vault } = await openStore();
    unwrap(await store.outbox.add(entry(1)));
    const db = new VaultDatabase(vault.vaultId);
    await db.outbox.toCollection().modify((row) => void delete row.neverSent);
    db.close();
    expect(unwrap(await store.outbox.takeBack([1]))).toBe(false);
    expect(unwrap(await store.outbox.find(1))?.neverSent).toBe(false);
    store.close();
  });

  test('of two tabs that send and take back at once, one comes first and the other yields', async () => {
    const { store } = await openStore();
    for (let n = 1; n <= 20; n++) {
      unwrap(await store.outbox.add(entry(n)));
      const first = n % 2 === 0 ? store.outbox.offer([n]) : undefined;
      const gone = store.outbox.takeBack([n]);
      const [offered, taken] = await Promise.all([first ?? store.outbox.offer([n]), gone]);
      expect(unwrap(offered).has(n)).toBe(!unwrap(taken));
    }
    store.close();
  });

  test('a refused entry waits in the quarantine with its content until discarded', async () => {
    const { store, content } = await openStore();
    const sent = entry(1, await content());
    unwrap(await store.outbox.add(sent));
    unwrap(await store.outbox.refuse(sent, refused(1), 9));
    const [kept] = unwrap(await store.outbox.listRefused()).entries;
    expect(kept?.receipt.outcome).toEqual({ type: 'refused', code: 'notAuthorised' });
    expect(unwrap(await store.unsent.read(sent.content?.blobId ?? ''))?.size).toBe(3);
    unwrap(await store.outbox.discardRefused(1));
    expect(unwrap(await store.outbox.listRefused()).entries).toEqual([]);
    expect(unwrap(await store.unsent.read(sent.content?.blobId ?? ''))).toBeUndefined();
    store.close();
  });

  test('a second tab that settles the same entry changes nothing', async () => {
    const { store } = await openStore();
    unwrap(await store.outbox.add(entry(1)));
    expect(unwrap(await store.outbox.settle([{ entry: entry(1), receipt: done(1) }], 9))).toEqual([1]);
    expect(unwrap(await store.outbox.refuse(entry(1), refused(1), 9))).toBe(false);
    expect(unwrap(await store.outbox.listRefused()).entries).toEqual([]);
    store.close();
  });

  test('remembers where an upload was begun', async () => {
    const { store } = await openStore();
    unwrap(await store.outbox.add(entry(1)));
    unwrap(await store.outbox.setUploadUrl(1, '/api/uploads/abc'));
    expect(unwrap(await store.outbox.find(1))?.uploadUrl).toBe('/api/uploads/abc');
    store.close();
  });

  test('survives the removal of its dossier', async () => {
    const { store } = await openStore();
    unwrap(await store.outbox.add(entry(1)));
    unwrap(await store.dossiers.remove(dossierNo(1)));
    expect(unwrap(await store.outbox.list()).entries).toHaveLength(1);
    store.close();
  });

  test('a damaged row is named, kept, and blocks no other', async () => {
    const { vault, store } = await openStore();
    for (const n of [1, 2]) unwrap(await store.outbox.add(entry(n)));
    const db = new VaultDatabase(vault.vaultId);
    const [one, two] = [await db.outbox.get(1), await db.outbox.get(2)];
    if (!one || !two) throw new Error('two rows');
    await db.outbox.put({ ...one, sealed: two.sealed });
    const { entries, damaged } = unwrap(await store.outbox.list());
    expect([entries.map(({ command }) => command.n), damaged]).toEqual([[2], [1]]);
    expect(await db.outbox.count()).toBe(2);
    db.close();
    store.close();
  });

  test('what was accepted lately is offered again in its order, as it was signed and without its content', async () => {
    const { store, content } = await openStore();
    const sent = [entry(1), entry(2, await content()), entry(3)];
    for (const one of sent) unwrap(await store.outbox.add(one));
    const month = 30 * 24 * 3600_000;
    const old = { entry: entry(1), receipt: { ...done(1), at: 5 } };
    const lately = sent.slice(1).map((one) => ({
      entry: one,
      receipt: { ...done(one.command.n), at: month + 6 },
    }));
    unwrap(await store.outbox.settle([old, ...lately], 9));
    expect(unwrap(await store.outbox.offerAgain())).toBe(2);
    const { entries } = unwrap(await store.outbox.list());
    expect(entries.map(({ command, content }) => [command.n, content])).toEqual([
      [2, null],
      [3, null],
    ]);
    expect(entries.map(({ signed }) => signed)).toEqual(lately.map((one) => one.entry.signed));
    expect(unwrap(await store.outbox.offerAgain())).toBe(0);
    store.close();
  });

  test('a content that is still here is named for what was offered again', async () => {
    const { store, content } = await openStore();
    unwrap(await store.outbox.add(entry(1)));
    const named = { blobId: await content(), sha256: 'x', size: 3 };
    unwrap(await store.outbox.nameContent(1, named));
    expect(unwrap(await store.outbox.find(1))?.content).toEqual(named);
    unwrap(await store.outbox.nameContent(2, named));
    expect(unwrap(await store.outbox.find(2))).toBeUndefined();
    store.close();
  });
});
