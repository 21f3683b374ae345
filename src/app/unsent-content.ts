import type { DocumentId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import { keptContent, wholeContent } from './kept-content.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { VaultSession } from './vault-session.ts';

export type Opened = { bytes: Bytes; entry: DocumentEntry };

/** A document written here that no pull has brought back yet: waiting, refused, or just taken by the server. */
export async function openUnsent(
  session: VaultSession,
  documentId: DocumentId,
): Promise<Result<Opened, AppError>> {
  const unsent = await unsentEntries(session);
  if (!unsent.ok) return unsent;
  for (const { command, content } of unsent.value) {
    const { body } = command;
    if (body.type !== 'provideDocument' || body.document.documentId !== documentId || !content) continue;
    const { owner, name, profession } = session.row;
    const depositor = { psIdNat: owner, name, profession };
    const entry = { ...body.document, version: '', status: 'current', depositor } as const;
    const bytes = await unsentContent(session, content, body.document);
    return bytes.ok ? ok({ bytes: bytes.value, entry: { ...entry, submittedAt: command.at } }) : bytes;
  }
  return err({ type: 'NotCached' });
}

/** Beside the outbox row while that waits; under the dossier's key once it was sent. */
async function unsentContent(
  session: VaultSession,
  { blobId, sha256: hash }: { blobId: string; sha256: string },
  document: Pick<DocumentEntry, 'documentId' | 'sha256'>,
): Promise<Result<Bytes, AppError>> {
  const moved = await keptContent(session.store.cached, document);
  if (moved.ok && moved.value) return ok(moved.value);
  return wholeContent(session.store.unsent, blobId, hash);
}

async function unsentEntries(session: VaultSession): Promise<Result<OutboxEntry[], AppError>> {
  const written = await session.store.outbox.listAll();
  if (!written.ok) return err(appErrorOf(written.error));
  const { waiting, refused, settled } = written.value;
  return ok([...waiting, ...[...refused, ...settled].map(({ entry }) => entry)]);
}
