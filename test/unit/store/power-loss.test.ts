import 'fake-indexeddb/auto';
import { unwrap } from '#base/result.ts';
import { serverTime } from '#app/server-time.ts';
import { dossiersPort } from '#app/sync-ports.ts';
import { CacheDatabase } from '#store/vault-database.ts';
import { steadyClock, storeOver } from '#test/support/store/memory-store.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { expect, test } from 'vitest';

test('a mark does not outlive the cache that it covers: all is asked for, and the restore is remembered', async () => {
  const { vault } = await newVault();
  const store = storeOver(vault);
  const dossiers = dossiersPort(store, serverTime(steadyClock));
  unwrap(await dossiers.keepMark({ mark: 'm1', restoreEpoch: 3 }));
  expect(unwrap(await dossiers.mark())).toEqual({ mark: 'm1', restoreEpoch: 3 });

  const cache = await new CacheDatabase(vault.vaultId).open();
  const covered = await cache.table('marks').toArray();
  unwrap(await dossiers.keepMark({ mark: 'm2', restoreEpoch: 3 }));
  // the power went: what the relaxed database wrote last is not on the disk
  await cache.table('marks').bulkPut(covered);
  cache.close();
  expect(unwrap(await dossiers.mark())).toEqual({ mark: null, restoreEpoch: 3 });
  store.close();
});
