import type { Bytes } from '#base/bytes.ts';
import { sha256, toHex } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { gatherParts, PART_BYTES, partCount, sliceOfParts, type PlainPart } from '#base/sealed-parts.ts';
import { sha256OfSlices } from '#base/sha256-stream.ts';
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

/** The hash is missing in what was stored before it was kept. */
const facts = z.object({ size: z.int(), sha256: z.optional(z.string()) });

/** What is stored is not, or no longer, the content that it should be. */
export type ContentError = StoreError | { type: 'ContentDamaged' };

/** A content that is whole on this device; parts are opened when they are asked for. */
export type StoredContent = {
  readonly size: number;
  /** Hex, as verified when it was stored. */
  readonly sha256: string;
  /** Bytes from `start` up to `end`, at most the size. */
  slice(start: number, end: number): Promise<Result<Bytes, StoreError>>;
};

export interface ContentWriter {
  readonly blobId: string;
  /** Bytes taken so far, by an earlier attempt too: the next ones are those from here. */
  readonly written: number;
  /** Sealed and stored part by part. More than the announced size is a fault of the caller. */
  write(bytes: Uint8Array): Promise<Result<void, StoreError>>;
  /** Reads all parts back; the row becomes whole where they are the content of this hash (hex), else all of it goes. */
  finish(sha256: string): Promise<Result<void, ContentError>>;
  abandon(): Promise<void>;
}

/** Where a content belongs; `size` in bytes, known beforehand. */
export type NewContent = { ref: string; dossier: string; parentKey: string; size: number };

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

  async function create(at: NewContent): Promise<Result<ContentWriter, StoreError>> {
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
    const key = row && (await vault.loadKey(row.wrappedBy, placeOf(row), row.key));
    if (!row || !key?.ok) return create(at);
    const start = await guarded(db, async () => {
      await db.blobs.update(row.id, { startedAt: clock.now() });
      const parts = await partsOf(row.id).primaryKeys();
      const gap = parts.findIndex(([, index], i) => index !== i);
      return Math.min((gap < 0 ? parts.length : gap) * PART_BYTES, at.size);
    });
    return start.ok ? ok(writer(row, { size: at.size, start: start.value })) : start;
  }

  /** False where the row went meanwhile: its dossier left, or it was given up elsewhere. */
  const putPart = (part: PartRow): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.blobs, db.parts, async () => {
        if ((await db.blobs.where('id').equals(part.blobId).count()) === 0) return false;
        await db.parts.put(part);
        return true;
      }),
    );

  function writer(row: BlobRow, { size, start }: { size: number; start: number }): ContentWriter {
    const place = placeOf(row);
    const put = async (part: PlainPart): Promise<Result<void, StoreError>> => {
      const sealed = await vault.sealPart(row.key.id, place, part);
      if (!sealed.ok) return sealed;
      const kept = await putPart({ blobId: row.id, index: part.index, sealed: sealed.value });
      if (!kept.ok) return kept;
      return kept.value ? ok(undefined) : err({ type: 'StorageFailed' });
    };
    const parts = gatherParts({ size, start }, put);
    const abandon = async (): Promise<void> => void (await remove([row.id]));
    return {
      blobId: row.id,
      get written() {
        return parts.written;
      },
      write: (bytes) => parts.write(bytes),
      async finish(sha256) {
        // an empty content has one empty part
        if (size === 0) {
          const only = await put({ index: 0, last: true, bytes: new Uint8Array(0) });
          if (!only.ok) return only;
        }
        const found = await hashOf(stored(row, { size, sha256 }));
        if (!found.ok && found.error.type !== 'VaultDamaged') return found;
        if (!found.ok || found.value !== sha256) {
          await abandon();
          return err({ type: 'ContentDamaged' });
        }
        const sealed = await vault.sealJson(row.key.id, place, { size, sha256 });
        if (!sealed.ok) return sealed;
        const whole = await guarded(db, () => db.blobs.update(row.id, { facts: sealed.value }));
        return whole.ok ? ok(undefined) : whole;
      },
      abandon,
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
    if (!parsed.success) return err({ type: 'VaultDamaged' });
    const { size, sha256 } = parsed.data;
    if (sha256 !== undefined) return ok(stored(row.value, { size, sha256 }));
    const hash = await hashOf(stored(row.value, { size, sha256: '' }));
    return hash.ok ? ok(stored(row.value, { size, sha256: hash.value })) : hash;
  }

  function stored(row: BlobRow, { size, sha256 }: { size: number; sha256: string }): StoredContent {
    const place = placeOf(row);
    const last = partCount(size) - 1;
    const openOne = (index: number, part: PartRow | undefined): Promise<Result<Bytes, StoreError>> =>
      part
        ? vault.openPart(row.key.id, place, { index, last: index === last, bytes: part.sealed })
        : Promise.resolve(err({ type: 'VaultDamaged' }));
    async function open(indexes: readonly number[]): Promise<Result<Bytes[], StoreError>> {
      const rows = await guarded(db, () => db.parts.bulkGet(indexes.map((index) => [row.id, index])));
      if (!rows.ok) return rows;
      const opened: Bytes[] = [];
      for (const part of await Promise.all(indexes.map((index, i) => openOne(index, rows.value[i])))) {
        if (!part.ok) return part;
        opened.push(part.value);
      }
      return ok(opened);
    }
    return { size, sha256, slice: (start, end) => sliceOfParts(size, { start, end }, open) };
  }

  return {
    create,
    resume,
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

/** Slices of this many bytes are hashed and copied at a time: whole parts. */
export const SLICE_BYTES = 4 * PART_BYTES;

/** SHA-256 (hex) of what is stored, read back. */
const hashOf = (stored: StoredContent): Promise<Result<string, StoreError>> =>
  sha256OfSlices({ size: stored.size, step: SLICE_BYTES }, (start, end) => stored.slice(start, end));

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
