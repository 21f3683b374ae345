import 'fake-indexeddb/auto';
import { countWaiting } from '#app/waiting-count.ts';
import { systemRandom } from '#base/random.ts';
import { VaultDatabase } from '#store/vault-database.ts';
import { expect, test } from 'vitest';

const envelope = { keyId: 'k', generation: 1, schemaVersion: 1, segments: [] };

test('what waits is counted while nothing of it can be opened', async () => {
  const vaultId = systemRandom.uuid();
  const db = new VaultDatabase(vaultId);
  await db.outbox.bulkPut([
    { n: 4, sealed: envelope, progress: null, blobId: null },
    { n: 5, sealed: envelope, progress: null, blobId: 'a content' },
  ]);
  await db.quarantine.put({ n: 3, sealed: envelope, blobId: null });
  expect(await countWaiting(vaultId)).toBe(2);
  db.close();
});

test('a vault that never wrote anything has nothing waiting', async () => {
  expect(await countWaiting(systemRandom.uuid())).toBe(0);
});
