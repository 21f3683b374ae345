import type { Random } from '#base/random.ts';
import { createHash } from 'node:crypto';
import type { BlobFiles } from './blob-file.ts';
import type { TransferFiles } from './transfer-file.ts';
import type { UploadRow, UploadRows } from './upload-rows.ts';

export type FinishDeps = { rows: UploadRows; transfers: TransferFiles; blobs: BlobFiles; random: Random };

type Sealed = 'sealed' | 'hashMismatch';

/**
 * Turns an upload that has all its bytes into a sealed blob of the same id, where they are the announced content; else
 * nothing of it stays. Runs again from the start after a crash at any point: the transfer goes last.
 */
export const finishUpload = (deps: FinishDeps, row: UploadRow): Promise<Sealed> =>
  sealUpload(deps, row, deps.transfers.parts(row.uploadId, deps.rows.openKey(row)));

/**
 * The same for a content that comes whole in one request: sealed as it comes, with no transfer between. Throws, and keeps
 * none of its bytes, where the stream fails or ends early.
 */
export async function sealUpload(
  deps: FinishDeps,
  row: UploadRow,
  content: AsyncIterable<Uint8Array>,
): Promise<Sealed> {
  const { rows, transfers, blobs, random } = deps;
  const { uploadId, size } = row;
  const hash = createHash('sha256');
  const blob = { blobId: uploadId, key: random.bytes(32), size };
  const sealed = await blobs.write(
    { ...blob, content: hashed(content, (piece) => hash.update(piece)) },
    async () => (await rows.tagOf(hash.digest('hex'))) === row.contentTag,
  );
  if (!sealed) {
    await discardUpload(deps, uploadId);
    return 'hashMismatch';
  }
  if (!(await rows.complete(uploadId, blob.key))) await blobs.remove(uploadId);
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

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  see: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    see(piece);
    yield piece;
  }
}
