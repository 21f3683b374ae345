import { fromBase64, toBase64 } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { VaultDatabase } from './vault-database.ts';

export type DraftRepository = ReturnType<typeof draftRepository>;

/** What is being typed and is not added yet; sealed under the outbox key, as all that is not on the server. */
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
    /** `value`: what JSON can write, or bytes. */
    async keep(id: string, value: unknown): Promise<Result<void, StoreError>> {
      const sealed = await vault.sealJson(OUTBOX_KEY, place(id), writable(value));
      if (!sealed.ok) return sealed;
      const put = await withDrafts((db) => db.drafts.put({ id, sealed: sealed.value }));
      return put.ok ? ok(undefined) : put;
    },

    /** Undefined where there is none, or none that opens. It stays until it is dropped: whoever asked may be killed. */
    async find(id: string): Promise<Result<unknown, StoreError>> {
      const row = await withDrafts((db) => db.drafts.get(id));
      if (!row.ok || !row.value) return row.ok ? ok(undefined) : row;
      const opened = await vault.openJson(place(id), row.value.sealed);
      if (!opened.ok && opened.error.type === 'VaultLocked') return opened;
      return ok(opened.ok ? readable(opened.value) : undefined);
    },

    drop: (id: string): Promise<Result<void, StoreError>> => withDrafts((db) => db.drafts.delete(id)),
  };
}

const writable = (value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: toBase64(value) } : value;

function readable(value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'base64' in value;
  return isBytes && typeof value.base64 === 'string' ? fromBase64(value.base64) : value;
}
