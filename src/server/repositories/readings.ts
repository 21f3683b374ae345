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

/** Bytes of the sealed reading of each document whose reading is not smaller than `least`. */
export async function largeReadingsOf(
  db: Reader,
  documentIds: readonly DocumentId[],
  least: number,
): Promise<ReadonlyMap<string, number>> {
  if (documentIds.length === 0) return new Map();
  const bytes = sql<number>`length(${documentReading.sealed})`;
  const rows = await db
    .select({ id: documentReading.documentId, bytes })
    .from(documentReading)
    .where(and(among(documentReading.documentId, documentIds), sql`${bytes} >= ${least}`));
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
