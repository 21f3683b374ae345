import { err, ok, type Result } from '#base/result.ts';
import { runningSha256 } from '#base/sha256-stream.ts';
import type { ContentError } from '#store/content-rows.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { ContentWriter } from '#store/content-writer.ts';
import { SLICE_BYTES } from '#store/stored-content.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { fileSource, unlessGone } from './file-source.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/** A content that is sealed on this device, for a command to name. */
export type SealedFile = { blobId: string; sha256: string; size: number };

/**
 * Seals a file into the outbox's contents, a slice at a time, and reads it back against the hash of what was read. What
 * no command names is swept after a day.
 */
export async function sealFile(unsent: ContentStore, file: Blob): Promise<Result<SealedFile, AppError>> {
  const at = { ref: '', dossier: '', parentKey: OUTBOX_KEY, size: file.size };
  const writer = await unsent.create(at);
  if (!writer.ok) return err(appErrorOf(writer.error));
  const sha256 = await unlessGone(() => copyInto(writer.value, file));
  if (!sha256.ok) {
    await writer.value.abandon();
    return sha256;
  }
  return ok({ blobId: writer.value.blobId, sha256: sha256.value, size: file.size });
}

async function copyInto(writer: ContentWriter, file: Blob): Promise<Result<string, AppError>> {
  const hash = await runningSha256();
  const source = fileSource(file);
  for (let start = 0; start < file.size; start += SLICE_BYTES) {
    const bytes = await source.slice(start, start + SLICE_BYTES);
    hash.update(bytes);
    const written = await writer.write(bytes);
    if (!written.ok) return err(appErrorOf(written.error));
  }
  const sha256 = hash.digest();
  const finished = await writer.finish(sha256);
  return finished.ok ? ok(sha256) : err(errorOf(finished.error));
}

/** A device that gives back something else than what it was given to store. */
const errorOf = (error: ContentError): AppError =>
  error.type === 'ContentDamaged' ? { type: 'StorageFailed' } : appErrorOf(error);
