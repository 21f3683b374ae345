import type { DocumentId, DossierId, InsC } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { AccessVerdict, DocumentFacts } from '#domain/access/question.ts';
import type { Actor, DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { toldToRepresentatives, type RightsView } from '#domain/rights/rights-view.ts';
import { questionOf, type Standing } from '#server/access.ts';
import type { Reader } from '#server/database.server.ts';
import { factsOf, openDocumentEntry, type DocumentRow } from '#server/repositories/documents.ts';
import { openDossierContent, type DossierRow } from '#server/repositories/dossiers.ts';
import { newestHolderData } from '#server/repositories/holder-data.ts';
import { rightsViewOf } from '#server/rights/rights-view.ts';
import { document } from '#server/schema/shard.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { SealKey } from '#server/seal.ts';
import { asc, eq, max } from 'drizzle-orm';
import { documentNames } from './file-names.ts';

export type MadeFor = 'holder' | 'representative';

export type ExportedDocument = {
  entry: DocumentEntry;
  blobId: string;
  /** Inside the folder `documents`. */
  name: string;
};

/** All that an export holds but the contents and the traces, as it stood at one moment. */
export type Gathered = {
  dossierId: DossierId;
  madeFor: MadeFor;
  at: number;
  createdAt: number;
  createdBy: Actor;
  holder: HolderTraits;
  insC: InsC;
  data: HolderData;
  rights: RightsView;
  documents: readonly ExportedDocument[];
  /** Documents that the reader does not learn of, in traces either. */
  concealed: ReadonlySet<DocumentId>;
  lastTrace: number;
};

/** The verdict for whom the export is made, as if they asked. */
export const verdictFor = (
  standing: Standing,
  madeFor: MadeFor,
  action: 'exportDossier' | 'retrieveDocument',
  facts?: DocumentFacts,
): AccessVerdict =>
  decideAccess({ ...questionOf(standing, action, { document: facts }), reader: { kind: madeFor } });

export async function gather(
  deps: { versionKey: Bytes },
  db: Reader,
  given: { standing: Standing; row: DossierRow; madeFor: MadeFor; key: SealKey },
): Promise<Gathered> {
  const { standing, row, madeFor, key } = given;
  const { dossierId, createdAt } = row;
  const { holder, insC, createdBy } = openDossierContent(key, row);
  const { data } = await newestHolderData(db, key, dossierId);
  const rights = await rightsViewOf(deps, db, { standing, dossierId, key });
  const rows = await db
    .select()
    .from(document)
    .where(eq(document.dossierId, dossierId))
    .orderBy(asc(document.createdSeq));
  return {
    dossierId,
    madeFor,
    at: standing.now,
    createdAt,
    createdBy,
    holder,
    insC,
    data,
    rights: madeFor === 'representative' ? toldToRepresentatives(rights) : rights,
    documents: exportedDocuments(standing, madeFor, key, rows),
    concealed: concealedIn(standing, madeFor, rows),
    lastTrace: await lastTraceOf(db, dossierId),
  };
}

/** Each document is decided on its own (L1111-19; R1111-50 for a representative). */
function exportedDocuments(
  standing: Standing,
  madeFor: MadeFor,
  key: SealKey,
  rows: readonly DocumentRow[],
): ExportedDocument[] {
  const shown = rows.filter((row) => verdictFor(standing, madeFor, 'retrieveDocument', factsOf(row)).allowed);
  const opened = shown.map((row) => ({
    entry: openDocumentEntry(key, { ...row, facts: factsOf(row) }, ''),
    blobId: row.blobId,
  }));
  const names = documentNames(opened.map(({ entry }) => entry));
  return opened.map((found) => ({ ...found, name: names.get(found.entry.documentId) ?? '' }));
}

/** Also of a document that was deleted since: what was never told is not told by its deletion. */
function concealedIn(
  standing: Standing,
  madeFor: MadeFor,
  rows: readonly DocumentRow[],
): ReadonlySet<DocumentId> {
  const hidden = rows.filter((row) => {
    const facts = { ...factsOf(row), status: 'current' as const };
    return !verdictFor(standing, madeFor, 'retrieveDocument', facts).allowed;
  });
  return new Set(hidden.map(({ documentId }) => documentId));
}

async function lastTraceOf(db: Reader, dossierId: DossierId): Promise<number> {
  const [row] = await db
    .select({ last: max(traceRow.position) })
    .from(traceRow)
    .where(eq(traceRow.dossierId, dossierId));
  return row?.last ?? 0;
}
