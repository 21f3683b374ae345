import type { ContentHash, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { UploadedContent, UploadedContents } from '#server/uploaded-contents.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteRange } from './blob-reading.ts';
import { blobFiles, type BlobFiles, type BlobKey } from './blob-file.ts';
import { syncFolder } from './durable.ts';
import { transferFiles } from './transfer-file.ts';
import { uploadHandler, type UploadHandler, type Uploader } from './upload-handler.ts';
import { discardUpload } from './upload-finish.ts';
import { uploadRows, type RowDeps, type UploadRow, type UploadRows } from './upload-rows.ts';

/** Contents on their way in, and the sealed files that they become. */
export type UploadStore = UploadedContents &
  UploadHandler & {
    /** The plaintext of a blob, or a range of it; throws or fails where the file is damaged. */
    stream(blob: BlobKey, range?: ByteRange): Promise<ReadableStream<Bytes>>;
    /** For a dossier that is erased. */
    removeBlob(blobId: string): Promise<void>;
    /**
     * Uploads older than a day go, unless a command took their blob and the server stopped before it could say so.
     * @param isInUse whether a dossier refers to the blob; asked of every shard
     * @returns how many went
     */
    removeAbandoned(isInUse: (blobId: string) => Promise<boolean>): Promise<number>;
  };

type Deps = RowDeps & {
  random: Random;
  /** Recorder of the directory's tree. */
  traces: TraceRecorder;
  /** Data folder of the instance; `uploads/` and `blobs/` are made in it. */
  folder: string;
};

export async function uploadStore(deps: Deps): Promise<UploadStore> {
  const folders = { uploads: join(deps.folder, 'uploads'), blobs: join(deps.folder, 'blobs') };
  await mkdir(folders.uploads, { recursive: true, mode: 0o700 });
  await mkdir(folders.blobs, { recursive: true, mode: 0o700 });
  await syncFolder(deps.folder);
  const rows = uploadRows(deps);
  const transfers = transferFiles(folders.uploads);
  const blobs = blobFiles(folders.blobs);
  const parts = { rows, transfers, blobs, random: deps.random };
  const handler = uploadHandler({ ...parts, refused: (by, reason) => traceRefusal(deps, by, reason) });
  return {
    handle: (request, by) => handler.handle(request, by),
    find: (psIdNat, sha256) => findContent(rows, psIdNat, sha256),
    read: (content) => blobs.source(content).slice(0, content.size),
    source: (content) => blobs.source(content),
    stream: (blob, range) => blobs.read(blob, range),
    removeBlob: (blobId) => blobs.remove(blobId),
    forget: async (uploadId, keepFile) => {
      if (!keepFile) return discardUpload(parts, uploadId);
      await rows.remove(uploadId);
      await transfers.remove(uploadId);
    },
    removeAbandoned: async (isInUse) => {
      const abandoned = await rows.takeAbandoned();
      for (const row of abandoned) {
        await transfers.remove(row.uploadId);
        await removeUnused(blobs, row, isInUse);
      }
      return abandoned.length;
    },
  };
}

async function findContent(
  rows: UploadRows,
  psIdNat: PsIdNat,
  sha256: ContentHash,
): Promise<UploadedContent | undefined> {
  const row = await rows.findComplete(psIdNat, sha256);
  if (!row) return undefined;
  const { uploadId, size } = row;
  return { uploadId, blobId: uploadId, size, key: rows.openKey(row) };
}

async function removeUnused(
  blobs: BlobFiles,
  { uploadId }: UploadRow,
  isInUse: (blobId: string) => Promise<boolean>,
): Promise<void> {
  if (!(await isInUse(uploadId))) await blobs.remove(uploadId);
}

async function traceRefusal(
  { directory, clock, traces }: Deps,
  { device, professional: actor }: Uploader,
  because: string,
): Promise<void> {
  const at = clock.now();
  await directory.write((tx) =>
    traces.record(tx, { at, act: 'refuseUpload', mode: 'normal', allowed: false, because, device, actor }),
  );
}
