import type { DocumentId, DossierId } from '#base/brand.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { document, documentReading } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { documentReading as readingSchema } from '#wire/reading.ts';
import { and, asc, eq, gte, notExists, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import { formOf, inOurForm } from './sealed-form.ts';
import { among } from './among.ts';
import type { DocumentRow } from './documents.ts';

type Place = { dossierId: DossierId; documentId: DocumentId };
const placeOf = ({ dossierId, documentId }: Place): string => `reading|${dossierId}|${documentId}`;

/** Writes what was read of a document, in the place of what an older version read. */
export async function putReading(
  tx: Transaction,
  place: Place,
  read: ReadDocument,
  key: SealKey,
): Promise<void> {
  const { extractor } = read.reading;
  const sealed = sealJson(key, inOurForm(read), placeOf(place));
  await tx
    .insert(documentReading)
    .values({ ...place, extractor, sealed })
    .onConflictDoUpdate({ target: documentReading.documentId, set: { extractor, sealed } });
}

const readDocument: z.ZodMiniType<ReadDocument> = z.object({ reading: readingSchema, text: z.string() });

export const openReading = (key: SealKey, place: Place, sealed: Uint8Array): ReadDocument =>
  openJson(key, sealed, placeOf(place), formOf(readDocument));

const sealedReadings = z.array(z.tuple([z.string(), z.string()]));

/** The sealed readings of many documents, by id; as one text, for the reason given in document-states.ts. */
export async function sealedReadingsOf(
  db: Reader,
  documentIds: readonly DocumentId[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (documentIds.length === 0) return new Map();
  const columns = sql`${documentReading.documentId}, hex(${documentReading.sealed})`;
  const [found] = await db
    .select({ rows: sql<string>`json_group_array(json_array(${columns}))` })
    .from(documentReading)
    .where(among(documentReading.documentId, documentIds));
  const rows = sealedReadings.parse(JSON.parse(found?.rows ?? '[]'));
  return new Map(rows.map(([id, hex]) => [id, Buffer.from(hex, 'hex')]));
}

/** Bytes of the sealed reading of each document that has one. */
export async function readingSizesOf(
  db: Reader,
  documentIds: readonly DocumentId[],
): Promise<ReadonlyMap<string, number>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .select({ id: documentReading.documentId, bytes: sql<number>`length(${documentReading.sealed})` })
    .from(documentReading)
    .where(among(documentReading.documentId, documentIds));
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

/** Documents of which no version from `extractor` on has read, in the order of their ids; deleted ones too. */
export function documentsToRead(
  db: Reader,
  { extractor, after, most }: { extractor: number; after: string; most: number },
): Promise<DocumentRow[]> {
  const read = db
    .select({ one: sql`1` })
    .from(documentReading)
    .where(
      and(eq(documentReading.documentId, document.documentId), gte(documentReading.extractor, extractor)),
    );
  return db
    .select()
    .from(document)
    .where(and(sql`${document.documentId} > ${after}`, notExists(read)))
    .orderBy(asc(document.documentId))
    .limit(most);
}
