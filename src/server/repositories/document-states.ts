import type { DossierId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import { DOCUMENT_STATUSES } from '#domain/dossier/document-entry.ts';
import type { Reader } from '#server/database.server.ts';
import { document } from '#server/schema/shard.ts';
import { documentId, psIdNat } from '#wire/primitives.ts';
import { sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import { among } from './among.ts';
import { factsOf, type DocumentRow } from './documents.ts';

/** What decisions look at in a document, and the numbers of its changes. */
export type DocumentState = Pick<
  DocumentRow,
  'documentId' | 'createdSeq' | 'seq' | 'maskedSeq' | 'submittedAt' | 'revealAt'
> & {
  facts: DocumentFacts;
};

const flag = z.pipe(
  z.literal([0, 1]),
  z.transform((bit) => bit === 1),
);
const stateRows = z.array(
  z.tuple([
    documentId,
    z.int(),
    z.int(),
    z.nullable(z.int()),
    z.int(),
    z.nullable(z.int()),
    z.enum(DOCUMENT_STATUSES),
    psIdNat,
    z.string(),
    flag,
    flag,
    flag,
  ]),
);

/** The columns in the order of `stateRows`; none of them is sealed. */
const COLUMNS = sql.join(
  [
    document.documentId,
    document.createdSeq,
    document.seq,
    document.maskedSeq,
    document.submittedAt,
    document.revealAt,
    document.status,
    document.depositor,
    document.typeCode,
    document.hiddenFromProfessionals,
    document.hiddenFromHolder,
    document.hiddenFromRepresentatives,
  ].map((column) => sql`${column}`),
  sql`, `,
);

/**
 * Every document of a dossier, in the order of its last change. SQLite makes one text of them: the driver makes an object
 * of each row and a value of each column, which takes several times as long for the hundreds of rows that each pull asks for.
 */
export async function documentStatesOf(db: Reader, dossierId: DossierId): Promise<DocumentState[]> {
  return (await documentStatesByDossier(db, [dossierId])).get(dossierId) ?? [];
}

/** The same of several dossiers in one statement; a dossier without documents is not in it. */
export async function documentStatesByDossier(
  db: Reader,
  dossierIds: readonly DossierId[],
): Promise<ReadonlyMap<DossierId, DocumentState[]>> {
  const found = await db
    .select({
      dossierId: document.dossierId,
      rows: sql<string>`json_group_array(json_array(${COLUMNS}))`,
    })
    .from(document)
    .where(among(document.dossierId, dossierIds))
    .groupBy(document.dossierId);
  return new Map(found.map(({ dossierId, rows }) => [dossierId, statesIn(rows)]));
}

const statesIn = (rows: string): DocumentState[] =>
  stateRows
    .parse(JSON.parse(rows))
    .map(stateOf)
    .sort((a, b) => a.seq - b.seq);

function stateOf(row: z.infer<typeof stateRows>[number]): DocumentState {
  const [
    documentId,
    createdSeq,
    seq,
    maskedSeq,
    submittedAt,
    revealAt,
    status,
    depositor,
    typeCode,
    ...hidden
  ] = row;
  const [hiddenFromProfessionals, hiddenFromHolder, hiddenFromRepresentatives] = hidden;
  const visibility = { hiddenFromProfessionals, hiddenFromHolder, hiddenFromRepresentatives };
  return {
    documentId,
    createdSeq,
    seq,
    maskedSeq,
    submittedAt,
    revealAt,
    facts: factsOf({ depositor, typeCode, status, ...visibility }),
  };
}
