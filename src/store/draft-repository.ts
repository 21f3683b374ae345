import { ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { VaultDatabase } from './vault-database.ts';

/** What was being typed when the vault was locked; sealed under the outbox key, as all that is not on the server. */
export function draftRepository(vault: OpenVault) {
  const place = (id: string): Place => ({ store: 'drafts', row: id, dossier: '' });

  async function withDrafts<T>(work: (db: VaultDatabase) => Promise<T>): Promise<Result<T, StoreError>> {
    const db = new VaultDatabase(vault.vaultId);
    try {
      return await guarded(db, () => work(db));
    } finally {
      db.close();
    }
  }

  return {
    async keep(id: string, value: unknown): Promise<Result<void, StoreError>> {
      const sealed = await vault.sealJson(OUTBOX_KEY, place(id), value);
      if (!sealed.ok) return sealed;
      const put = await withDrafts((db) => db.drafts.put({ id, sealed: sealed.value }));
      return put.ok ? ok(undefined) : put;
    },

    /** Undefined where there is none, or none that opens; the row goes with the first to ask. */
    async take(id: string): Promise<Result<unknown, StoreError>> {
      const row = await withDrafts((db) => db.drafts.get(id));
      if (!row.ok || !row.value) return row.ok ? ok(undefined) : row;
      const opened = await vault.openJson(place(id), row.value.sealed);
      if (!opened.ok && opened.error.type === 'VaultLocked') return opened;
      const gone = await withDrafts((db) => db.drafts.delete(id));
      return gone.ok ? ok(opened.ok ? opened.value : undefined) : gone;
    },
  };
}
