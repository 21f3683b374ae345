import type { DeviceId, DocumentId, DossierId, PsIdNat } from '#base/brand.ts';
import { DOCUMENT_STATUSES } from '#domain/dossier/document-entry.ts';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * A shard: all rows of the dossiers that live there, so that one transaction holds effect, trace and receipt. Clinical
 * columns are sealed under the dossier's key.
 */
export const dossier = sqliteTable('dossier', {
  dossierId: text().$type<DossierId>().primaryKey(),
  /** Last sequence number given in this dossier. */
  seq: integer().notNull(),
  /** Sequence number of the last write that changed the header. */
  headerSeq: integer().notNull(),
  status: text({ enum: ['active', 'closed'] }).notNull(),
  createdAt: integer().notNull(),
  /** Holder, identifiers, creator, oppositions. */
  sealed: blob({ mode: 'buffer' }).notNull(),
});

/** Acts on rights: only ever inserted; the state is their reduction (domain/access/authorisation.ts). */
export const authorisationAct = sqliteTable(
  'authorisation_act',
  {
    dossierId: text().$type<DossierId>().notNull(),
    seq: integer().notNull(),
    psIdNat: text().$type<PsIdNat>().notNull(),
    kind: text({ enum: ['granted', 'withdrawn'] }).notNull(),
    at: integer().notNull(),
    until: integer(),
    by: text().$type<PsIdNat>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.dossierId, table.seq] }),
    index('authorisation_by_professional').on(table.dossierId, table.psIdNat, table.seq),
  ],
);

export const document = sqliteTable(
  'document',
  {
    documentId: text().$type<DocumentId>().primaryKey(),
    dossierId: text().$type<DossierId>().notNull(),
    /** Sequence number of its deposit. */
    createdSeq: integer().notNull(),
    /** Sequence number of the last write that changed it. */
    seq: integer().notNull(),
    status: text({ enum: DOCUMENT_STATUSES }).notNull(),
    depositor: text().$type<PsIdNat>().notNull(),
    submittedAt: integer().notNull(),
    hiddenFromProfessionals: integer({ mode: 'boolean' }).notNull(),
    hiddenFromHolder: integer({ mode: 'boolean' }).notNull(),
    hiddenFromRepresentatives: integer({ mode: 'boolean' }).notNull(),
    blobId: text().notNull(),
    /** The depositor's description and the depositor. */
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('document_by_dossier').on(table.dossierId, table.seq)],
);

/** A sealed file on disk; shared by the documents of one dossier that have the same content, unseen. */
export const contentBlob = sqliteTable(
  'content_blob',
  {
    blobId: text().primaryKey(),
    dossierId: text().$type<DossierId>().notNull(),
    /** HMAC of the content hash under the dossier's key. */
    contentTag: text().notNull(),
    size: integer().notNull(),
    /** Key of the file, wrapped by the dossier's key. */
    wrappedKey: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('content_by_tag').on(table.dossierId, table.contentTag)],
);

/** The same (device, n) always gets the same answer. */
export const receipt = sqliteTable(
  'receipt',
  {
    deviceId: text().$type<DeviceId>().notNull(),
    n: integer().notNull(),
    hash: text().notNull(),
    /** JSON of the wire's receipt outcome. */
    outcome: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.n] })],
);

export { traceRow, traceTree } from './trace.ts';
