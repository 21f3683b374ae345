import { type Bytes, sha256, toHex } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/** Verified by its hash at each reading; a damaged one is dropped, so that it is fetched again. */
export async function keptContent(
  contents: ContentStore,
  entry: Pick<DocumentEntry, 'documentId' | 'sha256'>,
): Promise<Result<Bytes | undefined, AppError>> {
  const blobId = await contents.findByRef(entry.documentId);
  if (!blobId.ok) return err(appErrorOf(blobId.error));
  if (blobId.value === undefined) return ok(undefined);
  const bytes = await wholeContent(contents, blobId.value, entry.sha256);
  if (!bytes.ok && bytes.error.type === 'ContentDamaged') await contents.remove([blobId.value]);
  return bytes;
}

/** A stored content, where it is whole and what its hash says. */
export async function wholeContent(
  contents: ContentStore,
  blobId: string,
  hash: string,
): Promise<Result<Bytes, AppError>> {
  const stored = await contents.read(blobId);
  if (!stored.ok) return err(damagedOr(stored.error));
  if (!stored.value) return err({ type: 'ContentDamaged' });
  const bytes = await stored.value.slice(0, stored.value.size);
  if (!bytes.ok) return err(damagedOr(bytes.error));
  return toHex(await sha256(bytes.value)) === hash ? bytes : err({ type: 'ContentDamaged' });
}

const damagedOr = (error: Parameters<typeof appErrorOf>[0]): AppError =>
  error.type === 'VaultDamaged' ? { type: 'ContentDamaged' } : appErrorOf(error);
