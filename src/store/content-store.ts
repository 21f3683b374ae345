import { sha256, toHex } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { partsOf, placeOf, type BlobRow, type ContentDeps, type ContentError } from './content-rows.ts';
import { contentWriter, type ContentWriter } from './content-writer.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { readContent } from './stored-content.ts';

/** Where a content belongs; `size` in bytes, known beforehand. */
export type NewContent = { ref: string; dossier: string; parentKey: string; size: number };

/** Parts of a content that was never finished are swept after this. */
const ABANDONED_AFTER_MS = 24 * 3600 * 1000;

export type ContentStore = ReturnType<typeof contentStore>;

/** Contents sealed in parts, each under a key of its own that a dossier key or the outbox key wraps. */
export function contentStore(deps: ContentDeps) {
  const { db, store, vault, random, clock } = deps;
  const writer = (row: BlobRow, at: { size: number; start: number }): ContentWriter =>
    contentWriter({ ...deps, remove: () => remove([row.id]) }, row, at);

  const remove = (blobIds: readonly string[]): Promise<Result<void, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.blobs, db.parts, async () => {
        for (const row of await db.blobs.bulkGet([...blobIds])) if (row) vault.forgetKey(row.key.id);
        await db.blobs.bulkDelete([...blobIds]);
        for (const blobId of blobIds) await partsOf(deps, blobId).delete();
      }),
    );

  async function create(at: NewContent): Promise<Result<ContentWriter, StoreError>> {
    const id = random.uuid();
    const place = placeOf(store, { id, dossier: at.dossier });
    const key = await vault.createKey(at.parentKey, place);
    if (!key.ok) return key;
    const row: BlobRow = {
      id,
      ref: at.ref,
      dossier: at.dossier,
      wrappedBy: at.parentKey,
      key: key.value,
      facts: null,
      startedAt: clock.now(),
    };
    const put = await guarded(db, () => db.blobs.put(row));
    return put.ok ? ok(writer(row, { size: at.size, start: 0 })) : put;
  }

  /** Goes on after the whole parts that an interrupted attempt left under this reference; begins where there is none. */
  async function resume(at: NewContent): Promise<Result<ContentWriter, StoreError>> {
    const rows = await guarded(db, () => db.blobs.where('ref').equals(at.ref).toArray());
    if (!rows.ok) return rows;
    const row = rows.value.find(
      ({ facts, dossier, wrappedBy }) =>
        facts === null && dossier === at.dossier && wrappedBy === at.parentKey,
    );
    const key = row && (await vault.loadKey(row.wrappedBy, placeOf(store, row), row.key));
    if (!row || !key?.ok) return create(at);
    const start = await guarded(db, async () => {
      await db.blobs.update(row.id, { startedAt: clock.now() });
      const parts = await partsOf(deps, row.id).primaryKeys();
      const gap = parts.findIndex(([, index], i) => index !== i);
      return Math.min((gap < 0 ? parts.length : gap) * PART_BYTES, at.size);
    });
    return start.ok ? ok(writer(row, { size: at.size, start: start.value })) : start;
  }

  return {
    create,
    resume,
    read: (blobId: string) => readContent(deps, blobId),
    remove,
    /** Identifier of the whole content kept under a reference, if any. */
    async findByRef(ref: string): Promise<Result<string | undefined, StoreError>> {
      const rows = await guarded(db, () => db.blobs.where('ref').equals(ref).toArray());
      return rows.ok ? ok(rows.value.find((row) => row.facts !== null)?.id) : rows;
    },
    /** References of the whole contents of a dossier. */
    async refsOf(dossier: string): Promise<Result<ReadonlySet<string>, StoreError>> {
      const rows = await guarded(db, () => db.blobs.where('dossier').equals(dossier).toArray());
      return rows.ok ? ok(new Set(rows.value.flatMap((row) => (row.facts ? row.ref : [])))) : rows;
    },
    /** Drops the contents of a dossier that are not among these. */
    async keepOnly(dossier: string, refs: ReadonlySet<string>): Promise<Result<void, StoreError>> {
      const rows = await guarded(db, () => db.blobs.where('dossier').equals(dossier).toArray());
      if (!rows.ok) return rows;
      const others = rows.value.filter((row) => !refs.has(row.ref));
      return others.length > 0 ? remove(others.map((row) => row.id)) : ok(undefined);
    },
    async removeDossier(dossier: string): Promise<Result<void, StoreError>> {
      const ids = await guarded(db, () => db.blobs.where('dossier').equals(dossier).primaryKeys());
      return ids.ok ? remove(ids.value) : ids;
    },
    /**
     * Drops contents that were begun a day ago and never finished (a tab closed, a download cut); with `named`, also
     * whole ones that nothing names.
     */
    async sweep(named?: ReadonlySet<string>): Promise<Result<void, StoreError>> {
      const before = clock.now() - ABANDONED_AFTER_MS;
      const useless = (row: BlobRow) => row.facts === null || (named !== undefined && !named.has(row.id));
      const rows = await guarded(db, () =>
        db.blobs.filter((row) => useless(row) && row.startedAt < before).primaryKeys(),
      );
      return rows.ok ? remove(rows.value) : rows;
    },
  };
}

/** Writes a content that is in memory anyway. Returns its identifier. */
export async function storeWhole(
  contents: ContentStore,
  at: Omit<NewContent, 'size'>,
  bytes: Uint8Array,
): Promise<Result<string, ContentError>> {
  const writer = await contents.create({ ...at, size: bytes.length });
  if (!writer.ok) return writer;
  const written = await writer.value.write(bytes);
  const done = written.ok ? await writer.value.finish(toHex(await sha256(bytes))) : written;
  if (done.ok) return ok(writer.value.blobId);
  await writer.value.abandon();
  return done;
}
