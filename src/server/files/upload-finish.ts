import type { Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { createHash } from 'node:crypto';
import type { BlobFiles } from './blob-file.ts';
import type { TransferFiles } from './transfer-file.ts';
import type { UploadRow, UploadRows } from './upload-rows.ts';

export type FinishDeps = { rows: UploadRows; transfers: TransferFiles; blobs: BlobFiles; random: Random };

/**
 * Turns an upload that has all its bytes into a sealed blob of the same id, where they are the announced content; else
 * nothing of it stays. Runs again from the start after a crash at any point: the transfer goes last.
 */
export async function finishUpload(deps: FinishDeps, row: UploadRow): Promise<'sealed' | 'hashMismatch'> {
  const { rows, transfers, blobs, random } = deps;
  const { uploadId, size } = row;
  const hash = createHash('sha256');
  const parts = hashed(transfers.parts(uploadId, rows.openKey(row)), (part) => hash.update(part));
  const blobKey = random.bytes(32);
  const sealed = await blobs.write(
    { blobId: uploadId, key: blobKey, size, parts },
    async () => (await rows.tagOf(hash.digest('hex'))) === row.contentTag,
  );
  if (!sealed) {
    await discardUpload(deps, uploadId);
    return 'hashMismatch';
  }
  if (!(await rows.complete(uploadId, blobKey))) await blobs.remove(uploadId);
  await transfers.remove(uploadId);
  return 'sealed';
}

/** The row first: what it stands for is then nobody's. */
export async function discardUpload(
  { rows, transfers, blobs }: Pick<FinishDeps, 'rows' | 'transfers' | 'blobs'>,
  uploadId: string,
): Promise<void> {
  await rows.remove(uploadId);
  await transfers.remove(uploadId);
  await blobs.remove(uploadId);
}

async function* hashed(parts: AsyncIterable<Bytes>, see: (part: Bytes) => void): AsyncGenerator<Bytes> {
  for await (const part of parts) {
    see(part);
    yield part;
  }
}
