import 'fake-indexeddb/auto';
import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { contentStore, type ContentStore } from '#store/content-store.ts';
import { CacheDatabase } from '#store/vault-database.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { steadyClock } from './memory-store.ts';

/** The contents of a vault, and the tables that hold them. */
export type OpenContents = { contents: ContentStore; db: CacheDatabase; close(): void };

export function contentsOf(vault: OpenVault, clock: Clock = steadyClock): OpenContents {
  const db = new CacheDatabase(vault.vaultId);
  const contents = contentStore({ db, store: 'cached', vault, random: systemRandom, clock });
  return { contents, db, close: () => db.close() };
}
