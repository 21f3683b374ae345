import { isDocumentId, type DocumentId } from '#base/brand.ts';
import { sha256, toHex, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentDescription, DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { PreparedDocument } from './dossier-port.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

/**
 * A refused document is corrected and sent as a new command. The new one is stored before the refused one is dropped, so
 * that an interruption leaves both, never neither. The new document's identifier follows from the refused one's: however
 * often the same one is sent again, from whatever tab, the server takes it once, and `dropResent` finds what an
 * interruption left behind.
 */
const RESENT_TAG = 'relais-resent-document-v1\0';

export type RefusedDocument = { n: number; entry: OutboxEntry; document: DocumentDescription };

/** What the corrected command takes over from the refused one, beside what the user sees of it. */
export type Correction = { documentId: DocumentId; confidential: boolean };

/** Identifier of the document that takes a refused one's place: a UUID version 8 (RFC 9562 §5.8). */
export async function resentId(refused: DocumentId): Promise<DocumentId> {
  const digits = toHex(await sha256(utf8(RESENT_TAG + refused)));
  const id = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
  if (!isDocumentId(id)) throw new Error('an identifier that is not one');
  return id;
}

export async function findRefused(store: VaultStore, id: string): Promise<Result<RefusedDocument, AppError>> {
  const refused = await store.outbox.listRefused();
  if (!refused.ok) return err(appErrorOf(refused.error));
  const found = refused.value.entries.find(({ entry }) => String(entry.command.n) === id)?.entry;
  if (found?.command.body.type !== 'provideDocument') return err({ type: 'NotCached' });
  return ok({ n: found.command.n, entry: found, document: found.command.body.document });
}

/** What a second attempt must keep of the first: both are gone once the refused one is. */
export async function correctionOf(store: VaultStore, id: string): Promise<Result<Correction, AppError>> {
  const refused = await findRefused(store, id);
  if (!refused.ok) return refused;
  const { document, entry } = refused.value;
  return ok({
    documentId: await resentId(document.documentId),
    confidential: entry.command.confidential ?? false,
  });
}

/**
 * The refused document as a form takes it: what its content says, with what its depositor said of it. It goes on
 * replacing the version that is current now of what it was to replace; where there is none any more it stands alone.
 */
export function refilled(
  prepared: PreparedDocument,
  { n, document }: RefusedDocument,
  entries: readonly DocumentEntry[],
): PreparedDocument {
  const replaces = document.replaces === undefined ? undefined : currentOf(entries, document);
  const { title, typeCode, createdAt, author, visibility, identityException } = document;
  const own = prepared.description.cda !== undefined;
  return {
    ...prepared,
    description: {
      ...prepared.description,
      title,
      typeCode,
      ...(own ? {} : { createdAt }),
      ...(!own && author ? { author } : {}),
    },
    visibility,
    ...(identityException ? { identityReason: identityException.reason } : {}),
    ...(replaces ? { replaces } : {}),
    corrects: String(n),
  };
}

const currentOf = (
  entries: readonly DocumentEntry[],
  { logicalId }: DocumentDescription,
): DocumentEntry | undefined =>
  entries.find((entry) => entry.logicalId === logicalId && entry.status === 'current');

/** Drops refused documents whose correction is written already: an interruption came between the two. Answers how many. */
export async function dropResent(store: VaultStore): Promise<Result<number, AppError>> {
  const written = await store.outbox.listAll();
  if (!written.ok) return err(appErrorOf(written.error));
  const { waiting, refused, settled } = written.value;
  const all = [...waiting, ...[...refused, ...settled].map(({ entry }) => entry)];
  const known = new Set(all.flatMap(({ command: { body } }) => documentOf(body)));
  let dropped = 0;
  for (const { entry } of refused) {
    const [documentId] = documentOf(entry.command.body);
    if (documentId === undefined || !known.has(await resentId(documentId))) continue;
    const gone = await store.outbox.discardRefused(entry.command.n);
    if (!gone.ok) return err(appErrorOf(gone.error));
    dropped++;
  }
  return ok(dropped);
}

const documentOf = (body: OutboxEntry['command']['body']): DocumentId[] =>
  body.type === 'provideDocument' ? [body.document.documentId] : [];
