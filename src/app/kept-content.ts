import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoredContent } from '#store/stored-content.ts';
import type { StoreError } from '#store/errors.ts';
import { documentSource } from './document-source.ts';
import type { DocumentSource } from './dossier-port.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

export type Described = Pick<DocumentEntry, 'documentId' | 'sha256' | 'mediaType'>;

/**
 * What is on this device of a document; undefined where nothing is. One that turns out to be damaged, now or while it is
 * read, is dropped, so that it is fetched again; `onDamaged` is told when that happens while it is read.
 */
export async function keptContent(
  contents: ContentStore,
  entry: Described,
  onDamaged: () => void = () => {},
): Promise<Result<DocumentSource | undefined, AppError>> {
  const blobId = await contents.findByRef(entry.documentId);
  if (!blobId.ok) return err(appErrorOf(blobId.error));
  const id = blobId.value;
  if (id === undefined) return ok(undefined);
  const drop = async (): Promise<void> => {
    await contents.remove([id]);
    onDamaged();
  };
  const stored = await openStored(contents, id, entry.sha256);
  if (stored.ok) return ok(sourceOf(stored.value, entry, () => void drop()));
  if (stored.error.type === 'ContentDamaged') await contents.remove([id]);
  return stored;
}

/** A stored content, where it was stored as what its hash says. */
export async function openStored(
  contents: ContentStore,
  blobId: string,
  sha256: string,
): Promise<Result<StoredContent, AppError>> {
  const stored = await contents.read(blobId);
  if (!stored.ok) return err(damagedOr(stored.error));
  if (stored.value?.sha256 !== sha256) return err({ type: 'ContentDamaged' });
  return ok(stored.value);
}

export const sourceOf = (
  stored: StoredContent,
  { mediaType, sha256 }: Pick<Described, 'mediaType' | 'sha256'>,
  onDamaged?: () => void,
): DocumentSource =>
  documentSource(
    {
      size: stored.size,
      mediaType,
      sha256,
      async slice(start, end) {
        const bytes = await stored.slice(start, end);
        return bytes.ok ? bytes : err(damagedOr(bytes.error));
      },
    },
    onDamaged,
  );

const damagedOr = (error: StoreError): AppError =>
  error.type === 'VaultDamaged' ? { type: 'ContentDamaged' } : appErrorOf(error);
