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
  status: text({ enum: ['active', 'closed', 'erased'] }).notNull(),
  createdAt: integer().notNull(),
  /** When the holder comes of age; null where the birth date tells no year. */
  majorityAt: integer(),
  /** While closed: when its content is destroyed. */
  eraseAfter: integer(),
  /** Holder, identifiers, creator, consents at creation. */
  sealed: blob({ mode: 'buffer' }).notNull(),
});

/** Every write that took a sequence number, in the order of the shard: tells which dossiers moved since a moment. */
export const dossierMove = sqliteTable(
  'dossier_move',
  {
    position: integer().primaryKey({ autoIncrement: true }),
    dossierId: text().$type<DossierId>().notNull(),
    seq: integer().notNull(),
    at: integer().notNull(),
  },
  (table) => [index('dossier_move_by_dossier').on(table.dossierId, table.position)],
);

/** Which device was sent which dossier, and so may hold it: whom to tell that it moved, or that it is gone. */
export const deviceHolding = sqliteTable(
  'device_holding',
  {
    deviceId: text().$type<DeviceId>().notNull(),
    dossierId: text().$type<DossierId>().notNull(),
    since: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.dossierId] })],
);

/** The history of the rights: only ever inserted; the state is its reduction (domain/rights/rights.ts). */
export const rightAct = sqliteTable(
  'right_act',
  {
    dossierId: text().$type<DossierId>().notNull(),
    seq: integer().notNull(),
    kind: text().notNull(),
    at: integer().notNull(),
    by: text().$type<PsIdNat>().notNull(),
    /** JSON of what a verdict needs of it (domain/rights/right-act.ts). */
    facts: text().notNull(),
    /** Names, reasons and the author as a person: what verdicts do not need. */
    sealed: blob({ mode: 'buffer' }),
  },
  (table) => [
    primaryKey({ columns: [table.dossierId, table.seq] }),
    index('right_act_by_author').on(table.by, table.kind),
  ],
);

/** The holder's administrative data: every version, with its author. */
export const holderDataVersion = sqliteTable(
  'holder_data',
  {
    dossierId: text().$type<DossierId>().notNull(),
    seq: integer().notNull(),
    at: integer().notNull(),
    by: text().$type<PsIdNat>().notNull(),
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.dossierId, table.seq] })],
);

/**
 * What somebody is to be told, written with the act it tells of. To a professional: an inbox. To the holder: e-mail
 * where an address is known, else a letter to print.
 */
export const noticeRow = sqliteTable(
  'notice',
  {
    noticeId: text().primaryKey(),
    dossierId: text().$type<DossierId>().notNull(),
    kind: text().notNull(),
    at: integer().notNull(),
    /** Null: the holder. */
    recipient: text().$type<PsIdNat>(),
    channel: text({ enum: ['inbox', 'email', 'letter'] }).notNull(),
    /** Read, sent or printed. */
    doneAt: integer(),
    attempts: integer().notNull().default(0),
    /** Of an e-mail that could not be sent. */
    nextTryAt: integer(),
    /** Who did what, and the reason. */
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    index('notice_by_recipient').on(table.recipient, table.at),
    index('notice_by_channel').on(table.channel, table.doneAt),
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
    /** JDV_J66: the entitlement matrix looks at it. Empty only until the next start after an update from 0.1.0. */
    typeCode: text().notNull().default(''),
    submittedAt: integer().notNull(),
    hiddenFromProfessionals: integer({ mode: 'boolean' }).notNull(),
    /** Sequence number of the last masking; null where it was never masked, or masked from the deposit on. */
    maskedSeq: integer(),
    hiddenFromHolder: integer({ mode: 'boolean' }).notNull(),
    hiddenFromRepresentatives: integer({ mode: 'boolean' }).notNull(),
    /** While hidden from the holder: when it shows by itself, and when the holder was told that something waits. */
    revealAt: integer(),
    holderToldAt: integer(),
    blobId: text().notNull(),
    /** The depositor's description and the depositor. */
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    index('document_by_dossier').on(table.dossierId, table.seq),
    index('document_by_reveal').on(table.revealAt),
  ],
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

export { documentReading } from './reading.ts';
export { traceNode, traceRow, traceTree } from './trace.ts';
