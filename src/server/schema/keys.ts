import type { DossierId } from '#base/brand.ts';
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The key database, apart from the others so that it is backed up apart: every key wrapped by the operator's key file. */
export const dossierKey = sqliteTable('dossier_key', {
  dossierId: text().$type<DossierId>().primaryKey(),
  /** Null once destroyed: the dossier is erased, and stays so. */
  wrapped: blob({ mode: 'buffer' }),
  createdAt: integer().notNull(),
  destroyedAt: integer(),
});

/**
 * Commands that take a right away or erase, as they were signed: written before they take effect, and done again after a
 * restore, so that an older backup of the rows never gives back what was taken.
 */
export const revocationJournal = sqliteTable('revocation_journal', {
  position: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  sealed: blob({ mode: 'buffer' }).notNull(),
});

/** Keys of the instance itself, by name. */
export const instanceKey = sqliteTable('instance_key', {
  name: text().primaryKey(),
  wrapped: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer().notNull(),
});
