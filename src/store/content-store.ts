import type { Bytes } from '#base/bytes.ts';
import { concat } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { PART_BYTES, partCount } from '#base/sealed-parts.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { WrappedKey } from '#vault/vault-record.ts';
import Dexie, { type EntityTable, type Table } from 'dexie';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

/** One content. `ref` is what it is looked up by: a document id, or nothing. `facts` appears when it is whole. */
export type BlobRow = {
  id: string;
  ref: string;
  dossier: string;
  wrappedBy: string;
  key: WrappedKey;
  facts: Envelope | null;
  startedAt: number;
};
export type PartRow = { blobId: string; index: number; sealed: Bytes };

const facts = z.object({ size: z.int() });

/** A content that is whole on this device; parts are opened when they are asked for. */
export type StoredContent = {
  readonly size: number;
  /** Bytes from `start` up to `end`, at most the size. */
  slice(start: number, end: number): Promise<Result<Bytes, StoreError>>;
};

export interface ContentWriter {
  readonly blobId: string;
  write(bytes: Uint8Array): Promise<Result<void, StoreError>>;
  /** The last part, and the row becomes whole. */
  finish(): Promise<Result<void, StoreError>>;
  abandon(): Promise<void>;
}

type Deps = {
  db: Dexie & { blobs: EntityTable<BlobRow, 'id'>; parts: Table<PartRow, [string, number]> };
  /** Name of these tables in the associated data. */
  store: string;
  vault: OpenVault;
  random: Random;
  clock: Clock;
};

/** Parts of a content that was never finished are swept after this. */
const ABANDONED_AFTER_MS = 24 * 3600 * 1000;

export type ContentStore = ReturnType<typeof contentStore>;

/** Contents sealed in parts, each under a key of its own that a dossier key or the outbox key wraps. */
export function contentStore(deps: Deps) {
  const { db, store, vault, random, clock } = deps;
  const placeOf = (row: { id: string; dossier: string }): Place => ({
    store,
    row: row.id,
    dossier: row.dossier,
  });
  const partsOf = (blobId: string) =>
    db.parts.where('[blobId+index]').between([blobId, Dexie.minKey], [blobId, Dexie.maxKey]);

  const remove = (blobIds: readonly string[]): Promise<Result<void, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.blobs, db.parts, async () => {
        for (const row of await db.blobs.bulkGet([...blobIds])) if (row) vault.forgetKey(row.key.id);
        await db.blobs.bulkDelete([...blobIds]);
        for (const blobId of blobIds) await partsOf(blobId).delete();
      }),
    );

  async function create(at: {
    ref: string;
    dossier: string;
    parentKey: string;
  }): Promise<Result<ContentWriter, StoreError>> {
    const id = random.uuid();
    const place = placeOf({ id, dossier: at.dossier });
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
    return put.ok ? ok(writer(row, place)) : put;
  }

  function writer(row: BlobRow, place: Place): ContentWriter {
    let held: Uint8Array = new Uint8Array(0);
    let index = 0;
    let size = 0;
    const putPart = async (bytes: Uint8Array, last: boolean): Promise<Result<void, StoreError>> => {
      const sealed = await vault.sealPart(row.key.id, place, { index, last, bytes });
      if (!sealed.ok) return sealed;
      const part = { blobId: row.id, index: index++, sealed: sealed.value };
      const put = await guarded(db, () => db.parts.put(part));
      return put.ok ? ok(undefined) : put;
    };
    return {
      blobId: row.id,
      async write(bytes) {
        size += bytes.length;
        held = concat(held, bytes);
        // a full part is held back until more comes: only then is it known not to be the last
        while (held.length > PART_BYTES) {
          const put = await putPart(held.subarray(0, PART_BYTES), false);
          if (!put.ok) return put;
          held = held.slice(PART_BYTES);
        }
        return ok(undefined);
      },
      async finish() {
        const last = await putPart(held, true);
        if (!last.ok) return last;
        const sealed = await vault.sealJson(row.key.id, place, { size });
        if (!sealed.ok) return sealed;
        const put = await guarded(db, () => db.blobs.put({ ...row, facts: sealed.value }));
        return put.ok ? ok(undefined) : put;
      },
      async abandon() {
        await remove([row.id]);
      },
    };
  }

  async function read(blobId: string): Promise<Result<StoredContent | undefined, StoreError>> {
    const row = await guarded(db, () => db.blobs.get(blobId));
    if (!row.ok) return row;
    if (!row.value?.facts) return ok(undefined);
    const place = placeOf(row.value);
    const key = await vault.loadKey(row.value.wrappedBy, place, row.value.key);
    if (!key.ok) return key;
    const opened = await vault.openJson(place, row.value.facts);
    if (!opened.ok) return opened;
    const parsed = facts.safeParse(opened.value);
    return parsed.success ? ok(stored(row.value, place, parsed.data.size)) : err({ type: 'VaultDamaged' });
  }

  function stored(row: BlobRow, place: Place, size: number): StoredContent {
    const last = partCount(size) - 1;
    const openOne = async (index: number): Promise<Result<Bytes, StoreError>> => {
      const part = await guarded(db, () => db.parts.get([row.id, index]));
      if (!part.ok) return part;
      if (!part.value) return err({ type: 'VaultDamaged' });
      return vault.openPart(row.key.id, place, { index, last: index === last, bytes: part.value.sealed });
    };
    return {
      size,
      async slice(start, end) {
        const stop = Math.min(end, size);
        const opened: Bytes[] = [];
        const first = Math.floor(start / PART_BYTES);
        for (let index = first; index * PART_BYTES < stop; index++) {
          const part = await openOne(index);
          if (!part.ok) return part;
          opened.push(part.value);
        }
        const from = start - first * PART_BYTES;
        return ok(concat(...opened).slice(from, from + Math.max(0, stop - start)));
      },
    };
  }

  return {
    create,
    read,
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

/** Writes a content that is in memory anyway. */
export async function storeWhole(
  contents: ContentStore,
  at: { ref: string; dossier: string; parentKey: string },
  bytes: Uint8Array,
): Promise<Result<string, StoreError>> {
  const writer = await contents.create(at);
  if (!writer.ok) return writer;
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    const written = await writer.value.write(bytes.subarray(start, start + PART_BYTES));
    if (!written.ok) return failed(writer.value, written.error);
  }
  const finished = await writer.value.finish();
  return finished.ok ? ok(writer.value.blobId) : failed(writer.value, finished.error);
}

async function failed(writer: ContentWriter, error: StoreError): Promise<Result<never, StoreError>> {
  await writer.abandon();
  return err(error);
}
