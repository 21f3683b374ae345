import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { guarded } from '#store/guarded.ts';
import { followVersion } from '#store/version-change.ts';

/** A database as version `version` of the program declares it. */
function databaseOf(name: string, version: number) {
  const db = new Dexie(name);
  for (let v = 1; v <= version; v++) db.version(v).stores(v === 1 ? { notes: 'n' } : { [`more${v}`]: 'n' });
  const told: string[] = [];
  followVersion(db, () => told.push('outdated'));
  return { db, told, add: (n: number) => guarded(db, () => db.table('notes').add({ n })) };
}

test('a tab whose database a newer version takes over closes it, writes no more and says so', async () => {
  const name = systemRandom.uuid();
  const older = databaseOf(name, 1);
  expect((await older.add(1)).ok).toBe(true);
  const newer = databaseOf(name, 2);
  expect((await newer.add(2)).ok).toBe(true);
  expect(older.told).toEqual(['outdated']);
  expect((await older.add(3)).ok).toBe(false);
  expect(await newer.db.table('notes').toCollection().primaryKeys()).toEqual([1, 2]);
  expect(newer.told).toEqual([]);
  newer.db.close();
});

test('an older version opened on the data of a newer one says so and writes nothing', async () => {
  const name = systemRandom.uuid();
  const newer = databaseOf(name, 2);
  await newer.add(1);
  newer.db.close();
  const older = databaseOf(name, 1);
  expect((await older.add(2)).ok).toBe(false);
  expect(older.told[0]).toBe('outdated');
  older.db.close();
  const again = databaseOf(name, 2);
  expect(await again.db.table('notes').toCollection().primaryKeys()).toEqual([1]);
  again.db.close();
});

test('a tab whose database is removed does not make it anew', async () => {
  const name = systemRandom.uuid();
  const { db, told, add } = databaseOf(name, 1);
  await add(1);
  await Dexie.delete(name);
  expect((await add(2)).ok).toBe(false);
  expect([told, await Dexie.exists(name)]).toEqual([['outdated'], false]);
  db.close();
});

test('the version that wrote the data opens it again and again', async () => {
  const name = systemRandom.uuid();
  for (const n of [1, 2, 3]) {
    const { db, told, add } = databaseOf(name, 2);
    expect((await add(n)).ok).toBe(true);
    expect(told).toEqual([]);
    db.close();
  }
});
