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
  const onDamaged = (): void => fetchAgain(context, session, dossierId);
  const kept = await keptContent(session.store.cached, entry, onDamaged);
  if (kept.ok && kept.value) {
    void recordAccess(context, session, { dossierId, documentId }, held.value.header.holder);
    return ok({ source: kept.value, entry });
  }
  const fetched = await fetchContent(context, session, dossierId, entry);
  // what is on the device is damaged, and the server cannot replace it now
  if (!fetched.ok) return err(kept.ok ? fetched.error : kept.error);
  const now = await keptContent(session.store.cached, entry, onDamaged);
  if (!now.ok) return now;
  return now.value ? ok({ source: now.value, entry }) : err({ type: 'ContentDamaged' });
}

/** Fetches one content into the cache, with its progress in the view; who asks for one under way waits for the same. */
export function fetchContent(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
  entry: DocumentEntry,
): Promise<Result<void, AppError>> {
  const id = downloadId(entry.documentId);
  const underWay = session.downloads.get(id);
  if (underWay) return underWay.done;
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, session.signal]);
  const done = fetchAlone(context, session, { dossierId, entry, signal }).finally(() => {
    session.downloads.delete(id);
    context.view.endTransfer(id);
  });
  session.downloads.set(id, { done, abort: () => own.abort() });
  return done;
}

type Fetching = { dossierId: DossierId; entry: DocumentEntry; signal: AbortSignal };

/** One tab at a time: the next finds what the first one kept. */
async function fetchAlone(
  context: AppContext,
  session: VaultSession,
  fetching: Fetching,
): Promise<Result<void, AppError>> {
  const name = `relais-content-${session.vault.vaultId}-${fetching.entry.documentId}`;
  try {
    return await context.lock.exclusive(name, () => fetchNow(context, session, fetching), fetching.signal);
  } catch (thrown) {
    if (fetching.signal.aborted) return err({ type: 'Cancelled' });
    throw thrown;
  }
}

async function fetchNow(
  context: AppContext,
  session: VaultSession,
  { dossierId, entry, signal }: Fetching,
): Promise<Result<void, AppError>> {
  const { cached, dossiers } = session.store;
  const parentKey = await dossiers.keyOf(dossierId);
  if (!parentKey.ok) return err(appErrorOf(parentKey.error));
  if (parentKey.value === undefined) return err({ type: 'NotCached' });
  const there = await cached.findByRef(entry.documentId);
  if (there.ok && there.value !== undefined) return ok(undefined);
  const id = downloadId(entry.documentId);
  const show = (done: number): void =>
    context.view.putTransfer({ id, title: entry.title, direction: 'down', done, total: entry.size });
  show(0);
  const done = await downloadContent(
    { fetch: context.fetch, contents: cached },
    { dossierId, entry, parentKey: parentKey.value },
    { onProgress: show, signal },
  );
  noteReached(context.view, done);
  return done.ok ? ok(undefined) : err(appErrorOfDownload(done.error));
}

/** So many contents are fetched at the same time: the next answer is on its way while one is sealed. */
const AT_ONCE = 3;

/** Contents that a pinned dossier lacks, newest first, a few at a time; stops where the network does. */
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
    // one that another reading is fetching comes without us
    .filter(({ documentId }) => !session.downloads.has(downloadId(documentId)))
    .sort((a, b) => b.submittedAt - a.submittedAt);
  let ended = false;
  async function fetchNext(): Promise<void> {
    for (let entry = wanted.shift(); entry && !ended; entry = wanted.shift()) {
      const done = await fetchContent(context, session, dossierId, entry);
      if (!done.ok && ENDS_FETCHING.includes(done.error.type)) ended = true;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  await refreshView(context);
}

const ENDS_FETCHING: readonly AppError['type'][] = ['Offline', 'Cancelled', 'VaultLocked', 'StorageFull'];

/** After a damaged content was dropped: now where the server is in reach, else with the next good contact. */
function fetchAgain(context: AppContext, session: VaultSession, dossierId: DossierId): void {
  if (context.view.online) void fetchContents(context, session, dossierId);
  else void refreshView(context);
}

/** What pinned dossiers lack still: a damaged content was dropped, or the connection broke. After a good contact. */
export async function fetchLacking(context: AppContext): Promise<void> {
  const session = context.opened();
  if (!session) return;
  for (const { dossierId, pinned, complete } of context.view.dossiers) {
    const before = session.lacking.get(dossierId) ?? -Infinity;
    const now = context.clock.monotonic();
    if (!pinned || complete || now - before < LACKING_AGAIN_MS) continue;
    session.lacking.set(dossierId, now);
    await fetchContents(context, session, dossierId);
  }
}

/** A content that the server refuses is not asked for at each contact. */
const LACKING_AGAIN_MS = 60_000;
