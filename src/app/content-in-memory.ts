import type { DocumentId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { AppContext } from './context.ts';
import { documentSource } from './document-source.ts';
import { appErrorOfDownload, downloadId, readContent } from './download.ts';
import { noteReached } from './fetch-bytes.ts';
import type { MemoryDossier } from './memory-slot.ts';
import type { AppError } from './port.ts';
import { openUnsent, type Opened } from './unsent-content.ts';

/** From the server each time, which decides and traces it; verified by its hash, sealed in memory, and kept nowhere. */
export async function contentInMemory(
  context: AppContext,
  dossier: MemoryDossier,
  documentId: DocumentId,
): Promise<Result<Opened, AppError>> {
  const entry = dossier.held().entries.find((candidate) => candidate.documentId === documentId);
  const session = context.opened();
  if (!entry) return session ? openUnsent(session, documentId) : err({ type: 'NotCached' });
  const { dossierId } = dossier;
  const id = downloadId(documentId);
  const own = new AbortController();
  context.transfers.set(id, own);
  const show = (done: number): void =>
    context.view.putTransfer({ id, title: entry.title, direction: 'down', done, total: entry.size });
  show(0);
  const read = await readContent(
    context.fetch,
    { dossierId, entry },
    { onProgress: show, signal: own.signal },
  );
  context.transfers.delete(id);
  context.view.endTransfer(id);
  noteReached(context.view, read);
  if (!read.ok) return err(appErrorOfDownload(read.error));
  const stillOpen = (): boolean => context.memory.find(dossierId) === dossier;
  // it ended while the bytes were on their way
  if (!stillOpen()) return err({ type: 'Cancelled' });
  const content = read.value;
  const { mediaType, sha256 } = entry;
  const source = documentSource({
    size: content.size,
    mediaType,
    sha256,
    slice: async (start, end) => (stillOpen() ? content.slice(start, end) : err({ type: 'Cancelled' })),
  });
  return ok({ source, entry });
}
