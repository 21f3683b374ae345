import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, test } from 'vitest';
import { guarded } from '#store/guarded.ts';

function database(): Dexie {
  const db = new Dexie(crypto.randomUUID());
  db.version(1).stores({ rows: 'id' });
  return db;
}

describe('guarded', () => {
  test('opens a lost connection again and does the work once more', async () => {
    const db = database();
    let attempts = 0;
    const done = await guarded(db, () => {
      if (++attempts > 1) return db.table('rows').count();
      throw new DOMException(
        'Connection to Indexed Database server lost. Refresh the page to try again',
        'UnknownError',
      );
    });
    expect(done).toEqual({ ok: true, value: 0 });
    expect(attempts).toBe(2);
    db.close();
  });

  test('gives up a storage that does not come back', async () => {
    const db = database();
    const lost = new DOMException('lost', 'UnknownError');
    expect(await guarded(db, () => Promise.reject(lost))).toEqual({
      ok: false,
      error: { type: 'StorageFailed' },
    });
    db.close();
  });

  test('names a full disk, also inside an aborted transaction', async () => {
    const db = database();
    const full = new DOMException('full', 'QuotaExceededError');
    const aborted = new Dexie.AbortError('aborted', full);
    for (const thrown of [full, aborted])
      expect(await guarded(db, () => Promise.reject(thrown))).toEqual({
        ok: false,
        error: { type: 'StorageFull' },
      });
    db.close();
  });

  test('lets a bug through', async () => {
    const db = database();
    await expect(guarded(db, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
    db.close();
  });
});
