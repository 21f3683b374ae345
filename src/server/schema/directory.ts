import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import { ENTITLEMENTS } from '#domain/access/question.ts';
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
  /** Lost or stolen: at its next contact it destroys what it holds, and says so. */
  wipeAskedAt: integer(),
  /** A professional's number, or `operator`. */
  wipeAskedBy: text(),
  wipedAt: integer(),
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
    /** Where the professional said to practise (JSON of a practice place), as their card names it. */
    practice: text(),
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

/**
 * A dossier created without a network that turned out to exist: what its author wrote under the provisional id goes to the
 * one that exists.
 */
export const dossierAlias = sqliteTable('dossier_alias', {
  provisionalId: text().$type<DossierId>().primaryKey(),
  dossierId: text().$type<DossierId>().notNull(),
  psIdNat: text().$type<PsIdNat>().notNull(),
  at: integer().notNull(),
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

/** What the operator grants to a professional by name (domain/access/question.ts). */
export const professionalEntitlement = sqliteTable(
  'professional_entitlement',
  {
    psIdNat: text().$type<PsIdNat>().notNull(),
    entitlement: text({ enum: ENTITLEMENTS }).notNull(),
    grantedAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.psIdNat, table.entitlement] })],
);

/** Every entitlement matrix ever in force; the newest counts. Named in each trace. */
export const entitlementMatrix = sqliteTable('entitlement_matrix', {
  version: text().primaryKey(),
  /** Whose grid it is, in words. */
  label: text().notNull(),
  /** As imported, JSON. */
  content: text().notNull(),
  importedAt: integer().notNull(),
});

/** Keyed hash of birth or used name, first name and birth date → dossier: for the search of an emergency alone. */
export const dossierTraits = sqliteTable(
  'dossier_traits',
  {
    lookup: text().notNull(),
    dossierId: text().$type<DossierId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.lookup, table.dossierId] })],
);

/** Searches of emergencies, counted against their limits; removed when they no longer count. */
export const emergencySearchRow = sqliteTable(
  'emergency_search',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    psIdNat: text().$type<PsIdNat>().notNull(),
    deviceId: text().$type<DeviceId>().notNull(),
    /** Struct_IdNat or name of the practice place; null where none was chosen. */
    organisation: text(),
  },
  (table) => [index('emergency_search_by_time').on(table.at)],
);

/** What an operator should look at: «professional X opened 200 dossiers in an hour». */
export const alarm = sqliteTable('alarm', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  kind: text().notNull(),
  psIdNat: text().$type<PsIdNat>(),
  dossierId: text().$type<DossierId>(),
  count: integer().notNull(),
  windowMs: integer().notNull(),
  seenAt: integer(),
});

/** WebAuthn credentials of professionals: a fresh proof of who asks, beside the card. */
export const passkeyRow = sqliteTable(
  'passkey',
  {
    credentialId: text().primaryKey(),
    psIdNat: text().$type<PsIdNat>().notNull(),
    name: text().notNull(),
    /** COSE key. */
    publicKey: blob({ mode: 'buffer' }).notNull(),
    counter: integer().notNull(),
    /** JSON array. */
    transports: text().notNull(),
    createdAt: integer().notNull(),
    lastUsedAt: integer(),
  },
  (table) => [index('passkey_by_professional').on(table.psIdNat)],
);

/** Challenges of passkeys, one use each. */
export const passkeyChallenge = sqliteTable('passkey_challenge', {
  /** SHA-256 (hex) of the challenge. */
  challengeHash: text().primaryKey(),
  psIdNat: text().$type<PsIdNat>().notNull(),
  deviceId: text().$type<DeviceId>().notNull(),
  purpose: text({ enum: ['register', 'assert'] }).notNull(),
  expiresAt: integer().notNull(),
});

export { traceNode, traceRow, traceTree } from './trace.ts';
