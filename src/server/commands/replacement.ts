import type { DossierId } from '#base/brand.ts';
import { revealAtOf } from '#domain/dossier/announcement.ts';
import type { DocumentDescription, Visibility } from '#domain/dossier/document-entry.ts';
import type { Transaction } from '#server/database.server.ts';
import {
  factsOf,
  findDocumentRow,
  openDescription,
  updateDocument,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { Scope } from './scope.ts';

/**
 * TD2.1b, XDS RPLC: the version that a new document takes the place of. Each version has an id of its own, and the logical
 * id of its document (annexe_identifiants).
 */
export type Replaced = { row: DocumentRow; description: DocumentDescription };

export async function findReplaced(
  tx: Transaction,
  dossierId: DossierId,
  { replaces }: DocumentDescription,
  key: SealKey,
): Promise<Replaced | undefined> {
  const row = replaces && (await findDocumentRow(tx, dossierId, replaces));
  return row && { row, description: openDescription(key, row) };
}

/** Only the current version is replaced, by another of the same document; an unchanged one is not sent (EX_GEN-1060). */
export function replacementFault(
  { row, description }: Replaced,
  wanted: DocumentDescription,
): RefusalCode | undefined {
  const replaceable =
    row.status === 'current' &&
    description.logicalId === wanted.logicalId &&
    description.sha256 !== wanted.sha256;
  return replaceable ? undefined : 'documentStateOther';
}

/** Who sees a document, and until when the holder does not. */
export type Seen = { visibility: Visibility } & Pick<DocumentRow, 'revealAt' | 'holderToldAt'>;

/**
 * A new version is seen as the one before: masked where it is (R1111-49), and waiting for the same announcement, so that
 * replacing prolongs no month (R1111-53). A first version is seen as its author chose (EX_2.1-1050).
 */
export function seenAs(
  replaced: Replaced | undefined,
  { visibility }: DocumentDescription,
  now: number,
): Seen {
  if (!replaced) {
    const revealAt = visibility.hiddenFromHolder ? revealAtOf(now) : null;
    return { visibility, revealAt, holderToldAt: null };
  }
  const { row } = replaced;
  return { visibility: factsOf(row).visibility, revealAt: row.revealAt, holderToldAt: row.holderToldAt };
}

/** XDS availabilityStatus of the version before. */
export async function deprecate({ tx, now }: Scope, { row }: Replaced): Promise<void> {
  await updateDocument(tx, row, { seq: await nextSeq(tx, row.dossierId, now), status: 'deprecated' });
}
