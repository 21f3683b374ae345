import type { DocumentId, DossierId } from '#base/brand.ts';
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What was understood of a document: apart from its row, which is read far more often. */
export const documentReading = sqliteTable(
  'document_reading',
  {
    documentId: text().$type<DocumentId>().primaryKey(),
    dossierId: text().$type<DossierId>().notNull(),
    /** EXTRACTOR_VERSION of the code that read it. */
    extractor: integer().notNull(),
    /** Facts and text, sealed under the dossier's key. */
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('reading_by_dossier').on(table.dossierId)],
);
