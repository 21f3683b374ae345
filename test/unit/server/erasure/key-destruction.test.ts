import type { DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import type { Database, Transaction } from '#server/database.server.ts';
import { openKeyStore, type KeyStore } from '#server/keys/key-store.ts';
import { dossierKey } from '#server/schema/keys.ts';
import { WriterQueue } from '#server/writer-queue.ts';
import { createClient } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDossierId } from '#test/support/server/test-device.ts';
import { fixedClock } from '#test/support/server/test-server.ts';

let folder: string;
let keys: Database;
let store: KeyStore;
let dossierId: DossierId;

/** As the server opens it, but for the encryption of its pages, so that the test can look into the file. */
async function openPlainKeys(): Promise<Database> {
  const client = createClient({ url: `file:${join(folder, 'keys.db')}` });
  await client.execute('PRAGMA journal_mode = WAL');
  const db = drizzle(client, { casing: 'snake_case' });
  await migrate(db, { migrationsFolder: join('drizzle', 'keys') });
  const writer = new WriterQueue<Transaction>({
    transaction: (work) => db.transaction(work, { behavior: 'immediate' }),
    savepoint: (tx, work) => tx.transaction(work),
  });
  return {
    name: 'keys',
    db,
    client,
    write: (work) => writer.run(work),
    read: (work) => db.transaction(work),
    close: async () => client.close(),
  };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-keys-'));
  keys = await openPlainKeys();
  const operatorKey = new Uint8Array(32).fill(5);
  store = await openKeyStore({ keys, operatorKey, random: systemRandom, clock: fixedClock() });
  dossierId = newDossierId();
  await store.findOrMake(dossierId);
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true, force: true });
});

const wrappedKey = async (): Promise<Buffer> => {
  const [row] = await keys.db.select().from(dossierKey);
  return row?.wrapped ?? Buffer.alloc(0);
};
const isOnDisk = (bytes: Buffer): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(bytes));

describe('destroying the key of a dossier', () => {
  it('leaves neither the key nor a way to make another, in memory or after a restart', async () => {
    await store.destroy(dossierId);
    expect(await store.find(dossierId)).toBeUndefined();
    expect(await store.findOrMake(dossierId)).toBeUndefined();
    const operatorKey = new Uint8Array(32).fill(5);
    const again = await openKeyStore({ keys, operatorKey, random: systemRandom, clock: fixedClock() });
    expect(await again.find(dossierId)).toBeUndefined();
    expect(await again.findOrMake(dossierId)).toBeUndefined();
  });

  it('leaves no copy of the wrapped key in the files of the database', async () => {
    for (let i = 0; i < 20; i++) await store.findOrMake(newDossierId());
    await keys.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    const wrapped = await wrappedKey();
    expect(wrapped.length).toBe(60);
    expect(isOnDisk(wrapped)).toBe(true);
    await store.destroy(dossierId);
    expect(isOnDisk(wrapped)).toBe(false);
  });

  it('may be asked for twice, and of a dossier that never had a key', async () => {
    await store.destroy(dossierId);
    const [before] = await keys.db.select().from(dossierKey);
    await store.destroy(dossierId);
    await store.destroy(newDossierId());
    expect(await keys.db.select().from(dossierKey)).toEqual([before]);
  });

  it('is not undone by somebody who was opening the key meanwhile', async () => {
    const operatorKey = new Uint8Array(32).fill(5);
    const other = await openKeyStore({ keys, operatorKey, random: systemRandom, clock: fixedClock() });
    const opening = other.find(dossierId);
    await other.destroy(dossierId);
    await opening;
    expect(await other.find(dossierId)).toBeUndefined();
  });
});
