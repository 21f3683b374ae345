import { isContentHash, isDocumentId, type DocumentId, type DossierId } from '#base/brand.ts';
import { utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { VISIBLE_TO_ALL, type DocumentDescription, type Visibility } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import { withVault, type AppContext } from './context.ts';
import { blobOf } from './document-source.ts';
import { openStored, sourceOf } from './kept-content.ts';
import { refreshView } from './refresh-view.ts';
import type { AppError, ExportedFile, PreparedDocument, Relais } from './port.ts';
import { practiceOf } from './practice.ts';
import { prepareDocument } from './prepare-document.ts';
import { appErrorOf } from './remote-error.ts';
import { sealFile } from './seal-file.ts';
import { enqueue, holderOf } from './send-command.ts';
import type { VaultSession } from './vault-session.ts';

type Acts = Pick<
  Relais,
  'prepareDocument' | 'addDocument' | 'syncNow' | 'cancelTransfer' | 'exportRefused' | 'discardRefused'
>;

export function outboxActs(context: AppContext): Acts {
  return {
    prepareDocument: (dossierId, file) =>
      withVault(context, async (session) => {
        const header = await headerOf(context, session, dossierId);
        if (!header.ok) return header;
        return prepareDocument(file, header.value, new Date(context.clock.now()));
      }),
    addDocument: (dossierId, document) =>
      withVault(context, (session) => add(context, session, dossierId, document)),
    async syncNow() {
      await context.opened()?.engine.syncNow();
      await refreshView(context);
    },
    cancelTransfer(id) {
      const session = context.opened();
      context.transfers.get(id)?.abort();
      session?.downloads.get(id)?.abort();
      if (id.startsWith(UPLOAD)) session?.engine.cancelUpload(Number(id.slice(UPLOAD.length)));
    },
    exportRefused: (id) => withVault(context, (session) => exportRefused(session, Number(id))),
    discardRefused: (id) =>
      withVault(context, async (session) => {
        const gone = await session.store.outbox.discardRefused(Number(id));
        await refreshView(context);
        return gone.ok ? gone : err(appErrorOf(gone.error));
      }),
  };
}

const UPLOAD = 'up/';
/** Names the transfer of an outbox row. */
export const uploadId = (n: number): string => `${UPLOAD}${n}`;

async function add(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
  prepared: PreparedDocument,
): Promise<Result<DocumentId, AppError>> {
  const content = await sealFile(session.store.unsent, prepared.file);
  if (!content.ok) return content;
  const document = describe(context, session, { dossierId, prepared, sha256: content.value.sha256 });
  const holder = await holderOf(session, dossierId);
  const body = { type: 'provideDocument', dossierId, document } as const;
  const n = await enqueue(context, session, { body, holder, content: content.value });
  if (!n.ok) {
    await session.store.unsent.remove([content.value.blobId]);
    return n;
  }
  context.view.raiseRevision(dossierId);
  session.engine.wake();
  return ok(document.documentId);
}

/** From memory or from the device, whichever has it. */
async function headerOf(
  { memory }: AppContext,
  { store }: VaultSession,
  dossierId: DossierId,
): Promise<Result<DossierHeader, AppError>> {
  const inMemory = memory.find(dossierId);
  if (inMemory) return ok(inMemory.held().header);
  const held = await store.dossiers.find(dossierId);
  if (!held.ok) return err(appErrorOf(held.error));
  return held.value ? ok(held.value.header) : err({ type: 'NotCached' });
}

function describe(
  context: AppContext,
  session: VaultSession,
  { dossierId, prepared, sha256 }: { dossierId: DossierId; prepared: PreparedDocument; sha256: string },
): DocumentDescription {
  const documentId = context.random.uuid();
  if (!isDocumentId(documentId) || !isContentHash(sha256)) throw new Error('an identifier that is not one');
  const { differences } = prepared.identity;
  const reason = prepared.identityReason?.trim();
  const practice = practiceOf(context, session.row.owner);
  const { replaces } = prepared;
  return {
    ...prepared.description,
    documentId,
    logicalId: replaces?.logicalId ?? documentId,
    sha256,
    visibility: visibilityOf(prepared, context.view.confidential === dossierId),
    ...(replaces && { replaces: replaces.documentId }),
    ...(practice ? { practice } : {}),
    ...(reason ? { identityException: { differences, reason } } : {}),
  };
}

/** What a minor tells alone is kept from the representatives, whatever was ticked (EX_2.1-1050). */
function visibilityOf({ visibility }: PreparedDocument, confidential: boolean): Visibility {
  const chosen = visibility ?? VISIBLE_TO_ALL;
  return confidential ? { ...chosen, hiddenFromRepresentatives: true } : chosen;
}

async function exportRefused(session: VaultSession, n: number): Promise<Result<ExportedFile<Bytes | Blob>, AppError>> {
  const refused = await session.store.outbox.listRefused();
  if (!refused.ok) return err(appErrorOf(refused.error));
  const entry = refused.value.entries.find((candidate) => candidate.entry.command.n === n)?.entry;
  if (!entry) return err({ type: 'NotCached' });
  if (!entry.content || entry.command.body.type !== 'provideDocument') return ok(asFile(entry));
  const { document } = entry.command.body;
  const stored = await openStored(session.store.unsent, entry.content.blobId, document.sha256);
  const blob = stored.ok ? await blobOf(sourceOf(stored.value, document)) : stored;
  if (!blob.ok) return blob;
  const { downloadName } = await import('#documents/file/safe-file-name.ts');
  return ok({ fileName: downloadName(document.title, document.mediaType), bytes: blob.value });
}

/** What was written, as it was written: all there is of a command without a document. */
const asFile = ({ command }: OutboxEntry): ExportedFile => ({
  fileName: `envoi-${command.n}.json`,
  bytes: utf8(JSON.stringify({ at: new Date(command.at).toISOString(), ...command.body }, null, 2)),
});
