import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The directory database: who may come in, from which device, and where each dossier lives. Times in ms of the server.
 * Nothing clinical stands here: a holder's identifiers only as keyed hashes.
 */

/** One row, written once: what this instance is. */
export const instance = sqliteTable('instance', {
  id: text().primaryKey(),
  kind: text({ enum: ['demo', 'production'] }).notNull(),
  createdAt: integer().notNull(),
  /** Raised by each restore, so that cursors from before are refused. */
  restoreEpoch: integer().notNull().default(1),
});

export const professional = sqliteTable('professional', {
  psIdNat: text().$type<PsIdNat>().primaryKey(),
  familyName: text().notNull(),
  firstName: text().notNull(),
  /** TRE_G15. */
  profession: text().notNull(),
  addedAt: integer().notNull(),
  removedAt: integer(),
});

/** A device belongs to one professional; its id is the thumbprint of its key. */
export const device = sqliteTable('device', {
  deviceId: text().$type<DeviceId>().primaryKey(),
  psIdNat: text().$type<PsIdNat>().notNull(),
  /** Public JWK, JSON. */
  publicKey: text().notNull(),
  name: text().notNull(),
  registeredAt: integer().notNull(),
  lastSeenAt: integer().notNull(),
  expiresAt: integer().notNull(),
  revokedAt: integer(),
});

export const session = sqliteTable(
  'session',
  {
    /** SHA-256 (hex) of the token, which itself is kept nowhere. */
    tokenHash: text().primaryKey(),
    deviceId: text().$type<DeviceId>().notNull(),
    psIdNat: text().$type<PsIdNat>().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    endedAt: integer(),
    /** The card's certificate, so that its revocation ends the session: issuer (SHA-256 of its DER name) and serial, hex. */
    issuerHash: text().notNull(),
    serial: text().notNull(),
  },
  (table) => [index('session_by_certificate').on(table.issuerHash, table.serial)],
);

export const loginNonce = sqliteTable('login_nonce', {
  /** SHA-256 (hex) of the nonce. */
  nonceHash: text().primaryKey(),
  /** Device that asked for it. */
  jkt: text().notNull(),
  expiresAt: integer().notNull(),
});

/** Certificates of authorities that the operator trusts: roots are anchors, the others complete chains. */
export const trustedCertificate = sqliteTable('trusted_certificate', {
  /** SHA-256 (hex) of the DER. */
  fingerprint: text().primaryKey(),
  der: blob({ mode: 'buffer' }).notNull(),
  subject: text().notNull(),
  isAnchor: integer({ mode: 'boolean' }).notNull(),
  /** Made by the demonstration: refused in production. */
  isDemo: integer({ mode: 'boolean' }).notNull(),
  notAfter: integer().notNull(),
  addedAt: integer().notNull(),
});

/** The newest revocation list of each issuer. */
export const revocationList = sqliteTable('revocation_list', {
  issuerHash: text().primaryKey(),
  der: blob({ mode: 'buffer' }).notNull(),
  issuer: text().notNull(),
  thisUpdate: integer().notNull(),
  nextUpdate: integer().notNull(),
  addedAt: integer().notNull(),
});

/** Keyed hash of {system, value} → dossier. Reserved before the dossier is written, so that two creations meet. */
export const dossierIdentifier = sqliteTable('dossier_identifier', {
  lookup: text().primaryKey(),
  dossierId: text().$type<DossierId>().notNull(),
  reservedAt: integer().notNull(),
});

export const dossierLocation = sqliteTable('dossier_location', {
  dossierId: text().$type<DossierId>().primaryKey(),
  shard: text().notNull(),
});

/** Which professional has, or had, an authorisation where: to list dossiers; the shard decides. */
export const careLink = sqliteTable(
  'care_link',
  {
    psIdNat: text().$type<PsIdNat>().notNull(),
    dossierId: text().$type<DossierId>().notNull(),
    since: integer().notNull(),
  },
  (table) => [index('care_link_by_professional').on(table.psIdNat)],
);

/** A content on its way in: a tus upload and, once complete, a sealed content that waits for its command. */
export const upload = sqliteTable(
  'upload',
  {
    uploadId: text().primaryKey(),
    psIdNat: text().$type<PsIdNat>().notNull(),
    deviceId: text().$type<DeviceId>().notNull(),
    /** As announced; compared with the content when complete. Keyed hash: a plain one would confirm a known content. */
    contentTag: text().notNull(),
    size: integer().notNull(),
    /** Key of the sealed bytes, wrapped by the instance's upload key. */
    wrappedKey: blob({ mode: 'buffer' }).notNull(),
    createdAt: integer().notNull(),
    completedAt: integer(),
  },
  (table) => [index('upload_by_content').on(table.psIdNat, table.contentTag)],
);

/** An app and a bridge that may exchange frames through the relay: thumbprints of their relay keys. */
export const pairing = sqliteTable(
  'pairing',
  {
    bridge: text().$type<DeviceId>().notNull(),
    app: text().$type<DeviceId>().notNull(),
    bridgeName: text().notNull(),
    appName: text().notNull(),
    pairedAt: integer().notNull(),
    /** Written at most once an hour. */
    lastUsedAt: integer().notNull(),
    endedAt: integer(),
  },
  (table) => [primaryKey({ columns: [table.bridge, table.app] }), index('pairing_by_app').on(table.app)],
);

export { traceRow, traceTree } from './trace.ts';
