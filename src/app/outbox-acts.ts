import { isContentHash, isDocumentId, type DocumentId, type DossierId } from '#base/brand.ts';
import { utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { VISIBLE_TO_ALL, type DocumentDescription, type Visibility } from '#domain/dossier/document-entry.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import type { HeldDossier } from '#sync/ports.ts';
import { withVault, type AppContext } from './context.ts';
import { blobOf } from './document-source.ts';
import { openStored, sourceOf } from './kept-content.ts';
import { pendingHeader, trueId } from './pending-acts.ts';
import { refreshView } from './refresh-view.ts';
import type { ExportedFile, PreparedDocument } from './dossier-port.ts';
import { loadLate } from './load-late.ts';
import type { AppError, Relais } from './port.ts';
import { practiceOf } from './practice.ts';
import { prepareDocument } from './prepare-document.ts';
import { appErrorOf } from './remote-error.ts';
import { readHere } from './read-here.ts';
import { correctionOf, findRefused, refilled, type Correction } from './resend.ts';
import { sealFile } from './seal-file.ts';
import { enqueue, holderOf } from './send-command.ts';
import type * as TakeBackPart from './take-back.ts';
import type { VaultSession } from './vault-session.ts';

type Acts = Pick<
  Relais,
  | 'prepareDocument'
  | 'addDocument'
  | 'syncNow'
  | 'cancelTransfer'
  | 'exportUnsent'
  | 'discardRefused'
  | 'planTakeBack'
  | 'takeBack'
  | 'correctRefused'
>;

export function outboxActs(context: AppContext): Acts {
  return {
    prepareDocument: (dossierId, file) =>
      withVault(context, async (session) => {
        const held = await heldOf(context, session, dossierId);
        if (!held.ok) return held;
        return prepareDocument(file, held.value.header, new Date(context.clock.now()), context.reader);
      }),
    addDocument: (dossierId, document) =>
      withVault(context, (session) =>
        document.corrects === undefined
          ? add(context, session, { dossierId, prepared: document })
          : resend(context, session, { dossierId, prepared: document, corrects: document.corrects }),
      ),
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
    correctRefused: (id) => withVault(context, (session) => correctRefused(context, session, id)),
    planTakeBack: (id) => withTakeBack(context, (part, session) => part.planTakeBack(session, id)),
    takeBack: (ids) => withTakeBack(context, (part, session) => part.takeBack(context, session, ids)),
    exportUnsent: (id) => withVault(context, (session) => exportUnsent(session, Number(id))),
    discardRefused: (id) =>
      withVault(context, async (session) => {
        const gone = await session.store.outbox.discardRefused(Number(id));
        await refreshView(context);
        return gone.ok ? gone : err(appErrorOf(gone.error));
      }),
  };
}

async function withTakeBack<T>(
  context: AppContext,
  act: (part: typeof TakeBackPart, session: VaultSession) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const session = context.opened();
  if (!session) return err({ type: 'VaultLocked' });
  const part = await loadLate(() => import('./take-back.ts'));
  return part.ok ? act(part.value, session) : err(appErrorOf(part.error));
}

const UPLOAD = 'up/';
/** Names the transfer of an outbox row. */
export const uploadId = (n: number): string => `${UPLOAD}${n}`;

async function add(
  context: AppContext,
  session: VaultSession,
  { dossierId, prepared }: { dossierId: DossierId; prepared: PreparedDocument },
  before?: Correction,
): Promise<Result<DocumentId, AppError>> {
  const content = await sealFile(session.store.unsent, prepared.file);
  if (!content.ok) return content;
  const documentId = before?.documentId ?? context.random.uuid();
  const confidential = (before?.confidential ?? false) || context.view.confidential === dossierId;
  const { sha256 } = content.value;
  const document = describe(context, session, { documentId, confidential, prepared, sha256 });
  const holder = await holderOf(session, dossierId);
  const body = { type: 'provideDocument', dossierId, document } as const;
  const read = await (prepared.read ?? readHere(context.reader, prepared.file, document.mediaType));
  const written = { body, holder, content: content.value, ...(read && { read }), confidential };
  const n = await enqueue(context, session, written);
  if (!n.ok) {
    await session.store.unsent.remove([content.value.blobId]);
    return n;
  }
  context.view.raiseRevision(dossierId);
  session.engine.wake();
  return ok(document.documentId);
}

/** Both at worst, never neither (resend.ts): the new command is stored before the refused one goes. */
async function resend(
  context: AppContext,
  session: VaultSession,
  { corrects, ...input }: { dossierId: DossierId; prepared: PreparedDocument; corrects: string },
): Promise<Result<DocumentId, AppError>> {
  const before = await correctionOf(session.store, corrects);
  if (!before.ok) return before;
  const added = await add(context, session, input, before.value);
  if (!added.ok) return added;
  const gone = await session.store.outbox.discardRefused(Number(corrects));
  await refreshView(context);
  return gone.ok ? added : err(appErrorOf(gone.error));
}

async function correctRefused(
  context: AppContext,
  session: VaultSession,
  id: string,
): Promise<Result<PreparedDocument, AppError>> {
  const refused = await findRefused(session.store, id);
  if (!refused.ok) return refused;
  const { entry, document } = refused.value;
  const { dossierId } = entry.command.body;
  const held = await heldOf(context, session, dossierId);
  if (!held.ok) return held;
  const file = await unsentBlob(session, entry, document);
  if (!file.ok) return file;
  const { downloadName } = await import('#documents/file/safe-file-name.ts');
  const given = { name: downloadName(document.title, document.mediaType), file: file.value };
  const now = new Date(context.clock.now());
  const prepared = await prepareDocument(given, held.value.header, now, context.reader);
  return prepared.ok ? ok(refilled(prepared.value, refused.value, held.value.entries)) : prepared;
}

async function unsentBlob(
  session: VaultSession,
  { content }: OutboxEntry,
  document: DocumentDescription,
): Promise<Result<Blob, AppError>> {
  if (!content) return err({ type: 'ContentDamaged' });
  const stored = await openStored(session.store.unsent, content.blobId, document.sha256);
  return stored.ok ? blobOf(sourceOf(stored.value, document)) : stored;
}

/** From memory or from the device, whichever has it; of a dossier to be, what its creation says. */
async function heldOf(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<Result<HeldDossier, AppError>> {
  const inMemory = context.memory.find(dossierId);
  if (inMemory) return ok(inMemory.held());
  const held = await session.store.dossiers.find(trueId(context, dossierId));
  if (!held.ok) return err(appErrorOf(held.error));
  if (held.value) return ok(held.value);
  const header = await pendingHeader(session, dossierId);
  if (!header.ok) return err(appErrorOf(header.error));
  return header.value ? ok({ header: header.value, entries: [] }) : err({ type: 'NotCached' });
}

function describe(
  context: AppContext,
  session: VaultSession,
  {
    documentId,
    confidential,
    prepared,
    sha256,
  }: { documentId: string; confidential: boolean; prepared: PreparedDocument; sha256: string },
): DocumentDescription {
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
    visibility: visibilityOf(prepared, confidential),
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

/** Of what was refused, and of what waits: whoever erases the device, or leaves a shared one, may take it along. */
async function exportUnsent(
  session: VaultSession,
  n: number,
): Promise<Result<ExportedFile<Bytes | Blob>, AppError>> {
  const written = await session.store.outbox.listAll();
  if (!written.ok) return err(appErrorOf(written.error));
  const { waiting, refused } = written.value;
  const unsent = [...waiting, ...refused.map((one) => one.entry)];
  const entry = unsent.find(({ command }) => command.n === n);
  if (!entry) return err({ type: 'NotCached' });
  if (!entry.content || entry.command.body.type !== 'provideDocument') return ok(asFile(entry));
  const { document } = entry.command.body;
  const blob = await unsentBlob(session, entry, document);
  if (!blob.ok) return blob;
  const { downloadName } = await import('#documents/file/safe-file-name.ts');
  return ok({ fileName: downloadName(document.title, document.mediaType), bytes: blob.value });
}

/** What was written, as it was written: all there is of a command without a document. */
const asFile = ({ command }: OutboxEntry): ExportedFile => ({
  fileName: `envoi-${command.n}.json`,
  bytes: utf8(JSON.stringify({ at: new Date(command.at).toISOString(), ...command.body }, null, 2)),
});
