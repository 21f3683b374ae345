import type { DocumentId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import { documentSource } from './document-source.ts';
import { keptContent, openStored, sourceOf, type Described } from './kept-content.ts';
import type { DocumentSource } from './dossier-port.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { VaultSession } from './vault-session.ts';

export type Opened = { source: DocumentSource; entry: DocumentEntry };

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
    const source = await unsentContent(session, content.blobId, body.document);
    return source.ok ? ok({ source: source.value, entry: { ...entry, submittedAt: command.at } }) : source;
  }
  return err({ type: 'NotCached' });
}

/** Beside the outbox row while that waits; under the dossier's key once it was sent. Never dropped from the former. */
async function unsentContent(
  session: VaultSession,
  blobId: string,
  document: Described,
): Promise<Result<DocumentSource, AppError>> {
  const moved = await keptContent(session.store.cached, document);
  if (moved.ok && moved.value) return ok(moved.value);
  const stored = await openStored(session.store.unsent, blobId, document.sha256);
  return stored.ok ? ok(untilSent(session, sourceOf(stored.value, document), document)) : stored;
}

/** Sent while it is on the screen, it moves to the dossier's key: the reading goes on there. */
function untilSent(session: VaultSession, here: DocumentSource, document: Described): DocumentSource {
  return documentSource({
    ...here,
    sha256: document.sha256,
    async slice(start, end) {
      const bytes = await here.slice(start, end);
      if (bytes.ok || bytes.error.type !== 'ContentDamaged') return bytes;
      const moved = await keptContent(session.store.cached, document);
      return moved.ok && moved.value ? moved.value.slice(start, end) : bytes;
    },
  });
}

async function unsentEntries(session: VaultSession): Promise<Result<OutboxEntry[], AppError>> {
  const written = await session.store.outbox.listAll();
  if (!written.ok) return err(appErrorOf(written.error));
  const { waiting, refused, settled } = written.value;
  return ok([...waiting, ...[...refused, ...settled].map(({ entry }) => entry)]);
}
