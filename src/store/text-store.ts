import type { DocumentId, DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Place } from '#vault/associated-data.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { CacheDatabase, TextRow } from './vault-database.ts';

export type TextStore = ReturnType<typeof textStore>;

/**
 * What the search needs of cached documents: their texts, a row each, and the index made of them, a row a dossier. Sealed
 * under the dossier's key; apart from the dossier's state, which is read far more often.
 */
export function textStore({ cacheDb, vault }: { cacheDb: CacheDatabase; vault: OpenVault }) {
  const { texts, indexes } = cacheDb;
  const placeOf = (dossier: DossierId, row: DocumentId): Place => ({ store: 'texts', row, dossier });
  const indexPlace = (dossier: DossierId): Place => ({ store: 'indexes', row: dossier, dossier });

  async function seal(keyId: string, dossier: DossierId, { documentId, text }: DocumentEntry) {
    const sealed = await vault.sealJson(keyId, placeOf(dossier, documentId), text);
    return sealed.ok ? ok({ dossier, id: documentId, sealed: sealed.value }) : sealed;
  }

  return {
    /** Rows to be stored, of those entries that came with a text. */
    async sealAll(
      keyId: string,
      dossier: DossierId,
      entries: readonly DocumentEntry[],
    ): Promise<Result<TextRow[], StoreError>> {
      const rows: TextRow[] = [];
      const read = entries.filter(({ text }) => text !== undefined);
      for (const row of await Promise.all(read.map((entry) => seal(keyId, dossier, entry)))) {
        if (!row.ok) return row;
        rows.push(row.value);
      }
      return ok(rows);
    },

    /** The dossier's key must be loaded (`dossiers.keyOf`). One that does not open is left out: its document is fetched again with the next fresh pull. */
    async of(dossier: DossierId): Promise<Result<Map<DocumentId, string>, StoreError>> {
      const rows = await guarded(cacheDb, () => texts.where('dossier').equals(dossier).toArray());
      if (!rows.ok) return rows;
      const opened = await Promise.all(
        rows.value.map(async (row) => ({
          row,
          text: await vault.openJson(placeOf(dossier, row.id), row.sealed),
        })),
      );
      const found = new Map<DocumentId, string>();
      for (const { row, text } of opened) {
        if (!text.ok && text.error.type === 'VaultLocked') return text;
        if (text.ok && typeof text.value === 'string') found.set(row.id, text.value);
      }
      return ok(found);
    },

    /** Drops the texts of documents that are no longer visible, and the index that names them. */
    keepOnly: (dossier: DossierId, visible: ReadonlySet<DocumentId>): Promise<Result<void, StoreError>> =>
      guarded(cacheDb, () =>
        cacheDb.transaction('rw', texts, indexes, async () => {
          const keys = await texts.where('dossier').equals(dossier).primaryKeys();
          const gone = keys.filter(([, id]) => !visible.has(id));
          if (gone.length === 0) return;
          await texts.bulkDelete(gone);
          await indexes.delete(dossier);
        }),
      ),

    /** As it was put; undefined where there is none, or where it does not open: it is made anew. */
    async index(dossier: DossierId): Promise<Result<unknown, StoreError>> {
      const row = await guarded(cacheDb, () => indexes.get(dossier));
      if (!row.ok || !row.value) return row.ok ? ok(undefined) : row;
      const opened = await vault.openJson(indexPlace(dossier), row.value.sealed);
      return opened.ok || opened.error.type === 'VaultLocked' ? opened : ok(undefined);
    },

    async putIndex(keyId: string, dossier: DossierId, index: unknown): Promise<Result<void, StoreError>> {
      const sealed = await vault.sealJson(keyId, indexPlace(dossier), index);
      if (!sealed.ok) return err(sealed.error);
      return guarded(cacheDb, async () => {
        await indexes.put({ id: dossier, sealed: sealed.value });
      });
    },
  };
}

/** What a dossier's state keeps of an entry: all but its text. */
export function withoutText(whole: DocumentEntry): DocumentEntry {
  if (whole.text === undefined) return whole;
  const { text: _text, ...entry } = whole;
  return entry;
}
