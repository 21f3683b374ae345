import { ok, err, type Result } from '#base/result.ts';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { sha256, toHex } from '#base/bytes.ts';
import { VISIBLE_TO_ALL, type DocumentEntry } from '#domain/dossier/document-entry.ts';
import {
  addDocument as addToIndex,
  documentsOf,
  emptyIndex,
  type SearchIndex,
} from '#documents/search/search-index.ts';
import { filterChoices } from '#documents/search/filters.ts';
import { mergeHits } from '#documents/search/merge-hits.ts';
import { search } from '#documents/search/search.ts';
import { searchDocumentOf } from '#documents/search/search-document.ts';
import { documentSource } from '../document-source.ts';
import type { PreparedDocument } from '../dossier-port.ts';
import type { AppError, Relais, WaitingDocument } from '../port.ts';
import type { SearchDesk } from '../search-port.ts';
import { prepareDocument } from '../prepare-document.ts';
import { documentIdOf, hashOf } from './ids.ts';
import { send } from './outbox.ts';
import { shownDossier, visibleDocuments } from './shown-dossier.ts';
import { LEARNER } from './staff.ts';
import { addTrace, type WorldDossier } from './world-dossier.ts';
import { verdictOn, type World } from './world.ts';

type Acts = Pick<Relais, 'content' | 'addDocument' | 'prepareDocument' | 'search'>;

/** Documents of the fictional world: read, prepared and added by the app's own code, and kept in memory alone. */
export function documentActs(world: World): Acts {
  return {
    content: async (dossierId, documentId) => contentOf(world, dossierId, documentId),
    addDocument: (dossierId, document) => addDocument(world, dossierId, document),
    async prepareDocument(dossierId, given) {
      const dossier = world.dossiers.get(dossierId);
      if (!dossier) return err({ type: 'NotCached' });
      return prepareDocument(given, dossier, new Date(world.now()));
    },
    search: async () => ok(searchDesk(world)),
  };
}

function contentOf(
  world: World,
  dossierId: DossierId,
  documentId: DocumentId,
): Awaited<ReturnType<Relais['content']>> {
  const dossier = world.dossiers.get(dossierId);
  const known =
    dossier && visibleDocuments(world, dossier).find(({ entry }) => entry.documentId === documentId);
  const unsent = dossier?.waiting.find(({ document }) => document.documentId === documentId);
  if (dossier && known) {
    addTrace(dossier, 'retrieveDocument', { at: world.now(), actor: LEARNER, documentId });
    if (known.key) world.note({ type: 'documentRead', document: known.key });
    return ok({ source: sourceOf(known.entry, known.content), entry: known.entry });
  }
  if (!unsent) return err({ type: 'NotCached' });
  return ok({ source: sourceOf(unsent.document, unsent.content), entry: entryOf(world, unsent.document) });
}

const sourceOf = (
  { size, mediaType, sha256 }: Pick<DocumentEntry, 'size' | 'mediaType' | 'sha256'>,
  content: Blob,
) =>
  documentSource({
    size,
    mediaType,
    sha256,
    slice: async (start, end) => ok(new Uint8Array(await content.slice(start, end).arrayBuffer())),
  });

function entryOf(
  world: World,
  { outboxId: _outboxId, refused: _refused, ...description }: WaitingDocument,
): DocumentEntry {
  return { ...description, version: '1', status: 'current', depositor: LEARNER, submittedAt: world.now() };
}

/** Decided by the real rules, then it waits, and is received when the network of that world allows. */
export async function addDocument(
  world: World,
  dossierId: DossierId,
  prepared: PreparedDocument,
): Promise<Result<DocumentId, AppError>> {
  const dossier = world.dossiers.get(dossierId);
  if (!dossier) return err({ type: 'NotCached' });
  const document = await describe(world, prepared);
  const verdict = verdictOn(world, dossier, {
    action: prepared.replaces ? 'replaceDocument' : 'provideDocument',
    document: { ...document, status: 'current', depositor: LEARNER },
  });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  dossier.waiting.push({ document, content: prepared.file });
  noteAdded(world, dossier, document);
  const { title } = document;
  send(world, { what: 'provideDocument', dossierId, title, holder: dossier.holder }, () =>
    receive(world, dossier, document.documentId),
  );
  world.view.raiseRevision(dossierId);
  return ok(document.documentId);
}

async function describe(world: World, prepared: PreparedDocument): Promise<WaitingDocument> {
  const documentId = documentIdOf(world.next());
  const content = new Uint8Array(await prepared.file.arrayBuffer());
  const { replaces } = prepared;
  return {
    ...prepared.description,
    documentId,
    logicalId: replaces?.logicalId ?? documentId,
    sha256: hashOf(toHex(await sha256(content))),
    visibility: replaces?.visibility ?? prepared.visibility ?? VISIBLE_TO_ALL,
    ...(replaces && { replaces: replaces.documentId }),
    outboxId: String(documentId),
    refused: undefined,
  };
}

const noteAdded = (world: World, { person }: WorldDossier, { visibility }: WaitingDocument): void =>
  world.note({ type: 'documentAdded', person, ...visibility, waiting: !world.view.online });

function receive(world: World, dossier: WorldDossier, documentId: DocumentId): void {
  const at = dossier.waiting.findIndex(({ document }) => document.documentId === documentId);
  const [taken] = at < 0 ? [] : dossier.waiting.splice(at, 1);
  if (!taken) return;
  const entry = entryOf(world, taken.document);
  for (const other of dossier.documents)
    if (other.entry.documentId === entry.replaces) other.entry = { ...other.entry, status: 'deprecated' };
  dossier.documents.push({ entry, content: taken.content, key: undefined });
  addTrace(dossier, 'provideDocument', {
    at: world.now(),
    actor: LEARNER,
    because: 'feeding',
    documentId,
    ...(world.view.confidential === dossier.dossierId && { confidential: true }),
  });
}

/** Through what this reader may see, made anew for each question: these dossiers hold a handful of documents. */
function searchDesk(world: World): SearchDesk {
  return {
    async inDossier(dossierId, typed, filters, limit) {
      return ok(search(indexOf(world, dossierId), typed, filters, limit));
    },
    choices: async (dossierId) => ok(filterChoices(documentsOf(indexOf(world, dossierId)))),
    async everywhere(typed, filters, limit) {
      const answers = world.view.dossiers.map(({ dossierId }) => ({
        dossierId,
        answer: search(indexOf(world, dossierId), typed, filters, limit),
      }));
      return ok(mergeHits(answers, limit));
    },
    seen: async () => undefined,
  };
}

function indexOf(world: World, dossierId: DossierId): SearchIndex {
  const index = emptyIndex();
  const dossier = world.dossiers.get(dossierId);
  if (!dossier) return index;
  const { entries, waiting } = shownDossier(world, dossier);
  for (const document of [...entries, ...waiting])
    addToIndex(index, searchDocumentOf(document, document.text ?? ''));
  return index;
}
