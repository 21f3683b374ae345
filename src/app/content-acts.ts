import type { DocumentId, DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { withVault, type AppContext } from './context.ts';
import { contentInMemory } from './content-in-memory.ts';
import { keptContent } from './kept-content.ts';
import { openUnsent, type Opened } from './unsent-content.ts';
import { appErrorOfDownload, downloadContent, downloadId } from './download.ts';
import { stillOpen } from './still-open.ts';
import { noteReached } from './fetch-bytes.ts';
import { refreshView } from './refresh-view.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { recordAccess } from './send-command.ts';
import type { VaultSession } from './vault-session.ts';

export function contentActs(context: AppContext): Pick<Relais, 'content'> {
  return {
    content(dossierId, documentId) {
      const inMemory = context.memory.find(dossierId);
      return inMemory
        ? contentInMemory(context, inMemory, documentId)
        : withVault(context, (session) => openContent(context, session, dossierId, documentId));
    },
  };
}

/** From the device where it is there and whole; else from the server, and kept. */
async function openContent(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
  documentId: DocumentId,
): Promise<Result<Opened, AppError>> {
  const held = await session.store.dossiers.find(dossierId);
  if (!held.ok) return err(appErrorOf(held.error));
  const entry = held.value?.entries.find((candidate) => candidate.documentId === documentId);
  if (!held.value || !entry) return openUnsent(session, documentId);
  const mayShow = stillOpen(context, session, held.value.header);
  if (!mayShow.ok) return mayShow;
  const kept = await keptContent(session.store.cached, entry);
  if (kept.ok && kept.value) {
    void recordAccess(context, session, { dossierId, documentId }, held.value.header.holder);
    return ok({ bytes: kept.value, entry });
  }
  const fetched = await fetchContent(context, session, dossierId, entry);
  if (!fetched.ok) {
    // what is on the device is damaged, and the server cannot replace it now
    return err(!kept.ok ? kept.error : fetched.error);
  }
  const bytes = await keptContent(session.store.cached, entry);
  if (!bytes.ok) return bytes;
  return bytes.value ? ok({ bytes: bytes.value, entry }) : err({ type: 'ContentDamaged' });
}

/** Fetches one content into the cache, with its progress in the view. */
async function fetchContent(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
  entry: DocumentEntry,
): Promise<Result<void, AppError>> {
  const parentKey = await session.store.dossiers.keyOf(dossierId);
  if (!parentKey.ok) return err(appErrorOf(parentKey.error));
  if (parentKey.value === undefined) return err({ type: 'NotCached' });
  const id = downloadId(entry.documentId);
  const own = new AbortController();
  session.downloads.get(id)?.abort();
  session.downloads.set(id, own);
  const show = (done: number): void =>
    context.view.putTransfer({ id, title: entry.title, direction: 'down', done, total: entry.size });
  show(0);
  const done = await downloadContent(
    { fetch: context.fetch, contents: session.store.cached },
    { dossierId, entry, parentKey: parentKey.value },
    { onProgress: show, signal: AbortSignal.any([own.signal, session.signal]) },
  );
  if (session.downloads.get(id) === own) {
    session.downloads.delete(id);
    context.view.endTransfer(id);
  }
  noteReached(context.view, done);
  return done.ok ? ok(undefined) : err(appErrorOfDownload(done.error));
}

/** Contents that a pinned dossier lacks, newest first, one after the other; stops where the network does. */
export async function fetchContents(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<void> {
  const held = await session.store.dossiers.find(dossierId);
  if (!held.ok || !held.value?.summary.pinned) return;
  const kept = await session.store.cached.refsOf(dossierId);
  if (!kept.ok) return;
  const wanted = held.value.entries
    .filter(({ documentId, status }) => status !== 'deleted' && !kept.value.has(documentId))
    .sort((a, b) => b.submittedAt - a.submittedAt);
  for (const entry of wanted) {
    // another reading is fetching it already
    if (session.downloads.has(downloadId(entry.documentId))) continue;
    const done = await fetchContent(context, session, dossierId, entry);
    if (!done.ok && ENDS_FETCHING.includes(done.error.type)) break;
  }
  await refreshView(context);
}

const ENDS_FETCHING: readonly AppError['type'][] = ['Offline', 'Cancelled', 'VaultLocked', 'StorageFull'];
