import { isContentHash, isDocumentId, type DocumentId, type DossierId } from '#base/brand.ts';
import { type Bytes, sha256, toHex } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { VISIBLE_TO_ALL, type DocumentDescription } from '#domain/dossier/document-entry.ts';
import { withVault, type AppContext } from './context.ts';
import { refreshView } from './refresh-view.ts';
import type { AppError, PreparedDocument, Relais } from './port.ts';
import { practiceOf } from './practice.ts';
import { prepareDocument } from './prepare-document.ts';
import { appErrorOf } from './remote-error.ts';
import { enqueue } from './send-command.ts';
import type { VaultSession } from './vault-session.ts';

type Acts = Pick<
  Relais,
  'prepareDocument' | 'addDocument' | 'syncNow' | 'cancelTransfer' | 'exportRefused' | 'discardRefused'
>;

export function outboxActs(context: AppContext): Acts {
  return {
    prepareDocument: (dossierId, file) =>
      withVault(context, async (session) => {
        const held = await session.store.dossiers.find(dossierId);
        if (!held.ok) return err(appErrorOf(held.error));
        if (!held.value) return err({ type: 'NotCached' });
        return prepareDocument(file, held.value.header, new Date(context.clock.now()));
      }),
    addDocument: (dossierId, document) =>
      withVault(context, (session) => add(context, session, dossierId, document)),
    async syncNow() {
      await context.opened()?.engine.syncNow();
      await refreshView(context);
    },
    cancelTransfer(id) {
      const session = context.opened();
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
  const held = await session.store.dossiers.find(dossierId);
  if (!held.ok) return err(appErrorOf(held.error));
  const document = await describe(context, session, prepared);
  const content = { bytes: prepared.bytes, sha256: document.sha256 };
  const holder = held.value?.header.holder ?? null;
  const body = { type: 'provideDocument', dossierId, document } as const;
  const n = await enqueue(context, session, { body, holder, content });
  if (!n.ok) return n;
  context.view.raiseRevision(dossierId);
  session.engine.wake();
  return ok(document.documentId);
}

async function describe(
  context: AppContext,
  session: VaultSession,
  prepared: PreparedDocument,
): Promise<DocumentDescription> {
  const documentId = context.random.uuid();
  const hash = toHex(await sha256(prepared.bytes));
  if (!isDocumentId(documentId) || !isContentHash(hash)) throw new Error('an identifier that is not one');
  const { differences } = prepared.identity;
  const reason = prepared.identityReason?.trim();
  const practice = practiceOf(context, session.row.owner);
  return {
    ...prepared.description,
    documentId,
    logicalId: documentId,
    sha256: hash,
    visibility: VISIBLE_TO_ALL,
    ...(practice ? { practice } : {}),
    ...(reason ? { identityException: { differences, reason } } : {}),
  };
}

async function exportRefused(
  session: VaultSession,
  n: number,
): Promise<Result<{ fileName: string; bytes: Bytes }, AppError>> {
  const refused = await session.store.outbox.listRefused();
  if (!refused.ok) return err(appErrorOf(refused.error));
  const entry = refused.value.entries.find((candidate) => candidate.entry.command.n === n)?.entry;
  if (!entry?.content || entry.command.body.type !== 'provideDocument') return err({ type: 'NotCached' });
  const stored = await session.store.unsent.read(entry.content.blobId);
  if (!stored.ok) return err(appErrorOf(stored.error));
  if (!stored.value) return err({ type: 'ContentDamaged' });
  const bytes = await stored.value.slice(0, stored.value.size);
  if (!bytes.ok) return err(appErrorOf(bytes.error));
  const { downloadName } = await import('#documents/file/safe-file-name.ts');
  const { title, mediaType } = entry.command.body.document;
  return ok({ fileName: downloadName(title, mediaType), bytes: bytes.value });
}
