import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { PART_BYTES, partCount, sliceOfParts } from '#base/sealed-parts.ts';
import { sha256OfSlices } from '#base/sha256-stream.ts';
import * as z from 'zod/mini';
import { placeOf, type BlobRow, type ContentDeps, type PartRow } from './content-rows.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

/** A content that is whole on this device; parts are opened when they are asked for. */
export type StoredContent = {
  readonly size: number;
  /** Hex, as verified when it was stored. */
  readonly sha256: string;
  /** Bytes from `start` up to `end`, at most the size. */
  slice(start: number, end: number): Promise<Result<Bytes, StoreError>>;
};

/** The hash is missing in what was stored before it was kept. */
const facts = z.object({ size: z.int(), sha256: z.optional(z.string()) });

/** A content that is whole; undefined where it is not, or not here. */
export async function readContent(
  deps: ContentDeps,
  blobId: string,
): Promise<Result<StoredContent | undefined, StoreError>> {
  const { db, vault, store } = deps;
  const row = await guarded(db, () => db.blobs.get(blobId));
  if (!row.ok) return row;
  if (!row.value?.facts) return ok(undefined);
  const place = placeOf(store, row.value);
  const key = await vault.loadKey(row.value.wrappedBy, place, row.value.key);
  if (!key.ok) return key;
  const opened = await vault.openJson(place, row.value.facts);
  if (!opened.ok) return opened;
  const parsed = facts.safeParse(opened.value);
  if (!parsed.success) return err({ type: 'VaultDamaged' });
  const { size, sha256 } = parsed.data;
  if (sha256 !== undefined) return ok(storedContent(deps, row.value, { size, sha256 }));
  const hash = await hashOfStored(storedContent(deps, row.value, { size, sha256: '' }));
  return hash.ok ? ok(storedContent(deps, row.value, { size, sha256: hash.value })) : hash;
}

/** `size` and `sha256` as the row's facts say, or will say. */
export function storedContent(
  { db, vault, store }: ContentDeps,
  row: BlobRow,
  { size, sha256 }: { size: number; sha256: string },
): StoredContent {
  const place = placeOf(store, row);
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

/** Slices of this many bytes are hashed and copied at a time: whole parts. */
export const SLICE_BYTES = 4 * PART_BYTES;

/** SHA-256 (hex) of what is stored, read back. */
export const hashOfStored = (stored: StoredContent): Promise<Result<string, StoreError>> =>
  sha256OfSlices({ size: stored.size, step: SLICE_BYTES }, (start, end) => stored.slice(start, end));
