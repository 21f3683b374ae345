import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { contentStore, type ContentStore } from './content-store.ts';
import { dossierKeys } from './dossier-keys.ts';
import { dossierRepository, type DossierRepository } from './dossier-repository.ts';
import { markRepository, type MarkRepository } from './mark-repository.ts';
import { outboxRepository, type OutboxRepository } from './outbox-repository.ts';
import { roundRepository, type RoundRepository } from './round-repository.ts';
import { starRepository, type StarRepository } from './star-repository.ts';
import { textStore, type TextStore } from './text-store.ts';
import { trainingRepository, type TrainingRepository } from './training-repository.ts';
import { CacheDatabase, VaultDatabase } from './vault-database.ts';
import { followVersion } from './version-change.ts';

/** All stored data of one open vault. */
export type VaultStore = {
  dossiers: DossierRepository;
  outbox: OutboxRepository;
  marks: MarkRepository;
  /** Lost together with the cache. */
  cacheMarks: MarkRepository;
  rounds: RoundRepository;
  stars: StarRepository;
  training: TrainingRepository;
  /** Texts of cached documents, and the search indexes made of them. */
  texts: TextStore;
  /** Contents that the server has too. */
  cached: ContentStore;
  /** Contents of what waits and of what was refused. */
  unsent: ContentStore;
  close(): void;
};

export function openVaultStore(deps: {
  vault: OpenVault;
  random: Random;
  clock: Clock;
  /** A newer version of the program took the databases over: nothing is read or written any more. */
  onOutdated?: () => void;
}): VaultStore {
  const vaultDb = new VaultDatabase(deps.vault.vaultId);
  const cacheDb = new CacheDatabase(deps.vault.vaultId);
  for (const db of [vaultDb, cacheDb]) followVersion(db, () => deps.onOutdated?.());
  const cached = contentStore({ ...deps, db: cacheDb, store: 'cached' });
  const unsent = contentStore({ ...deps, db: vaultDb, store: 'unsent' });
  const { vault } = deps;
  const marks = markRepository({ db: vaultDb, store: 'marks', vault });
  const keys = dossierKeys({ db: vaultDb, vault });
  const texts = textStore({ cacheDb, vault });
  const dossiers = dossierRepository({ cacheDb, keys, marks, contents: cached, texts, vault });
  return {
    dossiers,
    texts,
    marks,
    cacheMarks: markRepository({ db: cacheDb, store: 'cache/marks', vault }),
    rounds: roundRepository({ db: vaultDb, vault }),
    stars: starRepository({ db: vaultDb, vault }),
    training: trainingRepository({ db: vaultDb, vault }),
    outbox: outboxRepository({ db: vaultDb, contents: unsent, vault }),
    cached,
    unsent,
    close() {
      dossiers.close();
      vaultDb.close();
      cacheDb.close();
    },
  };
}
