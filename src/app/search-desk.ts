import type { DossierId } from '#base/brand.ts';
import { fromBase64, toBase64 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { filterChoices } from '#documents/search/filters.ts';
import { mergeHits } from '#documents/search/merge-hits.ts';
import { search } from '#documents/search/search.ts';
import { searchDocumentOf, type SearchDocument } from '#documents/search/search-document.ts';
import { addDocument, documentsOf, emptyIndex, type SearchIndex } from '#documents/search/search-index.ts';
import { loadIndex, serialiseIndex } from '#documents/search/stored-index.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { AppContext } from './context.ts';
import { cachedDossier, noteConsulted } from './dossier-acts.ts';
import type { CachedDossier } from './dossier-port.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SearchDesk } from './search-port.ts';
import type { VaultSession } from './vault-session.ts';

/** Documents that are taken into an index between two breaths of the page. */
const AT_A_TIME = 20;

type Kept = { mark: string; index: SearchIndex };

/**
 * Indexes are made where a dossier is first searched, kept sealed beside it, and held open as long as the vault, or the
 * dossier that is in memory alone: what they hold is as secret as the documents.
 */
export function searchDesk(context: AppContext): SearchDesk {
  const opened = new WeakMap<object, Map<DossierId, Kept>>();
  const indexIn = (dossierId: DossierId) => openIndex(context, opened, dossierId);
  return {
    async inDossier(dossierId, typed, filters, limit) {
      const index = await indexIn(dossierId);
      return index.ok ? ok(search(index.value, typed, filters, limit)) : index;
    },
    async choices(dossierId) {
      const index = await indexIn(dossierId);
      return index.ok ? ok(filterChoices(documentsOf(index.value))) : index;
    },
    async everywhere(typed, filters, limit) {
      if (!context.opened()) return err({ type: 'VaultLocked' });
      const answers = [];
      for (const { dossierId } of context.view.dossiers) {
        const index = await indexIn(dossierId);
        if (index.ok) answers.push({ dossierId, answer: search(index.value, typed, filters, limit) });
      }
      return ok(mergeHits(answers, limit));
    },
    async seen(dossierIds) {
      for (const dossierId of dossierIds) {
        const dossier = await cachedDossier(context, dossierId);
        if (dossier.ok) noteConsulted(context, dossier.value);
      }
    },
  };
}

async function openIndex(
  context: AppContext,
  opened: WeakMap<object, Map<DossierId, Kept>>,
  dossierId: DossierId,
): Promise<Result<SearchIndex, AppError>> {
  const owner = context.memory.find(dossierId) ?? context.opened();
  if (!owner) return err({ type: 'VaultLocked' });
  const indexes = opened.get(owner) ?? new Map<DossierId, Kept>();
  opened.set(owner, indexes);
  const mark = markOf(context, dossierId);
  const known = indexes.get(dossierId);
  if (known?.mark === mark) return ok(known.index);
  const index = await makeIndex(context, dossierId);
  if (index.ok) indexes.set(dossierId, { mark, index: index.value });
  return index;
}

/** Another one whenever the dossier, or what waits in it, is another. */
function markOf({ view }: AppContext, dossierId: DossierId): string {
  const own = view.outbox.filter((line) => line.dossierId === dossierId).map(({ id, state }) => id + state);
  return [view.revision(dossierId), ...own].join('/');
}

async function makeIndex(context: AppContext, dossierId: DossierId): Promise<Result<SearchIndex, AppError>> {
  const dossier = await cachedDossier(context, dossierId);
  if (!dossier.ok) return dossier;
  const session = context.opened();
  if (context.memory.find(dossierId) || !session)
    return ok(await indexOf(documentsIn(dossier.value, (entry) => entry.text ?? '')));
  return storedIndex(session, dossier.value);
}

/** Out of what is kept sealed; kept again where it was not what it should be. */
async function storedIndex(
  { store }: VaultSession,
  dossier: CachedDossier,
): Promise<Result<SearchIndex, AppError>> {
  const { dossierId } = dossier.header;
  const texts = await store.texts.of(dossierId);
  if (!texts.ok) return err(appErrorOf(texts.error));
  const documents = documentsIn(dossier, ({ documentId }) => texts.value.get(documentId) ?? '');
  const kept = await store.texts.index(dossierId);
  const stored = kept.ok && typeof kept.value === 'string' ? fromBase64(kept.value) : undefined;
  const loaded = stored ? loadIndex(stored, documents) : { index: await indexOf(documents), changed: true };
  const keyId = loaded.changed ? await store.dossiers.keyOf(dossierId) : ok(undefined);
  // one that cannot be kept is made again next time
  if (keyId.ok && keyId.value !== undefined)
    void store.texts.putIndex(keyId.value, dossierId, toBase64(serialiseIndex(loaded.index)));
  return ok(loaded.index);
}

function documentsIn(
  { entries, waiting }: CachedDossier,
  textOf: (entry: DocumentEntry) => string,
): SearchDocument[] {
  return [
    ...entries
      .filter(({ status }) => status !== 'deleted')
      .map((entry) => searchDocumentOf(entry, textOf(entry))),
    ...waiting.map((document) => searchDocumentOf(document, document.text ?? '')),
  ];
}

/** Made a few documents at a time, so that the page answers meanwhile. */
async function indexOf(documents: readonly SearchDocument[]): Promise<SearchIndex> {
  const index = emptyIndex();
  for (const [at, document] of documents.entries()) {
    if (at > 0 && at % AT_A_TIME === 0) await new Promise((resolve) => setTimeout(resolve));
    addDocument(index, document);
  }
  return index;
}
