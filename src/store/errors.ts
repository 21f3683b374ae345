import type { VaultError } from '#vault/errors.ts';

/** What a repository may answer beside the vault's own errors. */
export type StoreError =
  | VaultError
  /** The browser gives this origin no more room. */
  | { type: 'StorageFull' }
  /** The database does not open or does not answer. */
  | { type: 'StorageFailed' };
