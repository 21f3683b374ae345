import { err, ok, type Result } from '#base/result.ts';
import { gatherParts, type PlainPart } from '#base/sealed-parts.ts';
import { placeOf, type BlobRow, type ContentDeps, type ContentError, type PartRow } from './content-rows.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { hashOfStored, storedContent } from './stored-content.ts';

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

/**
 * @param start bytes that whole parts of an earlier attempt hold
 * @param remove takes the content out, key included
 */
export function contentWriter(
  deps: ContentDeps & { remove(): Promise<unknown> },
  row: BlobRow,
  { size, start }: { size: number; start: number },
): ContentWriter {
  const { db, vault, store } = deps;
  const place = placeOf(store, row);
  const put = async (part: PlainPart): Promise<Result<void, StoreError>> => {
    const sealed = await vault.sealPart(row.key.id, place, part);
    if (!sealed.ok) return sealed;
    const kept = await putPart(deps, { blobId: row.id, index: part.index, sealed: sealed.value });
    if (!kept.ok) return kept;
    return kept.value ? ok(undefined) : err({ type: 'StorageFailed' });
  };
  const parts = gatherParts({ size, start }, put);
  const abandon = async (): Promise<void> => void (await deps.remove());
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
      const found = await hashOfStored(storedContent(deps, row, { size, sha256 }));
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

/** False where the row went meanwhile: its dossier left, or it was given up elsewhere. */
const putPart = ({ db }: ContentDeps, part: PartRow): Promise<Result<boolean, StoreError>> =>
  guarded(db, () =>
    db.transaction('rw', db.blobs, db.parts, async () => {
      if ((await db.blobs.where('id').equals(part.blobId).count()) === 0) return false;
      await db.parts.put(part);
      return true;
    }),
  );
