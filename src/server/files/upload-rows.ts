import type { ContentHash, DeviceId, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Database } from '#server/database.server.ts';
import { keyedHash } from '#server/keyed-hash.ts';
import { upload } from '#server/schema/directory.ts';
import { openBytes, sealBytes, type SealKey } from '#server/seal.ts';
import { and, count, desc, eq, gt, isNotNull, lte } from 'drizzle-orm';

/** An upload that is neither finished nor used by then is abandoned, ms. */
export const UPLOAD_MS = 24 * 3_600_000;
/** A finished one is no longer offered to commands for its last hour, so that none takes it while it is swept away. */
const SWEEP_MARGIN_MS = 3_600_000;

export type UploadRow = typeof upload.$inferSelect;

export type RowDeps = {
  directory: Database;
  clock: Clock;
  /** AES-GCM: wraps the key of each upload. */
  uploadKey: SealKey;
  /** HMAC: names an announced content without telling its hash. */
  tagKey: CryptoKey;
};

/** Rows of the table `upload`. The wrapped key is that of the transfer until complete, of the blob afterwards. */
export function uploadRows({ directory, clock, uploadKey, tagKey }: RowDeps) {
  const { db } = directory;
  const place = (uploadId: string, stage: 'transfer' | 'blob'): string => `upload|${uploadId}|${stage}`;
  return {
    tagOf: (sha256: string): Promise<string> => keyedHash(tagKey, `content|${sha256}`),

    async create(made: {
      uploadId: string;
      psIdNat: PsIdNat;
      deviceId: DeviceId;
      contentTag: string;
      size: number;
      key: Bytes;
    }): Promise<void> {
      const { key, ...row } = made;
      const wrappedKey = sealBytes(uploadKey, key, place(row.uploadId, 'transfer'));
      const createdAt = clock.now();
      await directory.write((tx) => tx.insert(upload).values({ ...row, wrappedKey, createdAt }));
    },

    /** Undefined where unknown, or abandoned. */
    async find(uploadId: string): Promise<UploadRow | undefined> {
      const [row] = await db.select().from(upload).where(eq(upload.uploadId, uploadId));
      return row && row.createdAt + UPLOAD_MS > clock.now() ? row : undefined;
    },

    /** How many this device has waiting. */
    async countOf(deviceId: DeviceId): Promise<number> {
      const [row] = await db.select({ number: count() }).from(upload).where(eq(upload.deviceId, deviceId));
      return row?.number ?? 0;
    },

    openKey: ({ uploadId, wrappedKey, completedAt }: UploadRow): Bytes =>
      openBytes(uploadKey, wrappedKey, place(uploadId, completedAt === null ? 'transfer' : 'blob')),

    /** From now on the row stands for a sealed blob. False where the upload was taken back meanwhile. */
    async complete(uploadId: string, blobKey: Bytes): Promise<boolean> {
      const wrappedKey = sealBytes(uploadKey, blobKey, place(uploadId, 'blob'));
      const changed = await directory.write((tx) =>
        tx
          .update(upload)
          .set({ wrappedKey, completedAt: clock.now() })
          .where(eq(upload.uploadId, uploadId))
          .returning({ uploadId: upload.uploadId }),
      );
      return changed.length > 0;
    },

    /** The author's newest complete upload of this content. */
    async findComplete(psIdNat: PsIdNat, sha256: ContentHash): Promise<UploadRow | undefined> {
      const contentTag = await keyedHash(tagKey, `content|${sha256}`);
      const [row] = await db
        .select()
        .from(upload)
        .where(
          and(
            eq(upload.psIdNat, psIdNat),
            eq(upload.contentTag, contentTag),
            isNotNull(upload.completedAt),
            gt(upload.createdAt, clock.now() - UPLOAD_MS + SWEEP_MARGIN_MS),
          ),
        )
        .orderBy(desc(upload.completedAt))
        .limit(1);
      return row;
    },

    async remove(uploadId: string): Promise<void> {
      await directory.write((tx) => tx.delete(upload).where(eq(upload.uploadId, uploadId)));
    },

    /** Takes the abandoned rows out, and returns them. */
    takeAbandoned(): Promise<UploadRow[]> {
      const before = clock.now() - UPLOAD_MS;
      return directory.write((tx) => tx.delete(upload).where(lte(upload.createdAt, before)).returning());
    },
  };
}
export type UploadRows = ReturnType<typeof uploadRows>;
