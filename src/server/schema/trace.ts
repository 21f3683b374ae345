import type { DossierId } from '#base/brand.ts';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Traces of one tree: the directory's (acts outside a dossier) or a shard's. Only ever inserted. */
export const traceRow = sqliteTable(
  'trace',
  {
    /** Index of the leaf in the tree, from 0 (RFC 6962 §2.1). */
    leafIndex: integer().primaryKey(),
    dossierId: text().$type<DossierId>(),
    /** Place in the dossier's own chain, from 1; 0 outside a dossier. */
    position: integer().notNull(),
    /** RFC 8785 canonical JSON: the bytes that are hashed. */
    leaf: text().notNull(),
    /** SHA-256 (hex) of 0x00 ‖ leaf. */
    leafHash: text().notNull(),
    /** What the leaf commits to: actor, reason and the salts, sealed under the trace key. */
    sealed: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('trace_by_dossier').on(table.dossierId, table.position)],
);

/** The tree's right edge, so that a leaf is added in O(log n): one row. */
export const traceTree = sqliteTable('trace_tree', {
  name: text().primaryKey(),
  size: integer().notNull(),
  /** Hashes (hex, JSON array) of the perfect subtrees that make up the tree, largest first. */
  edge: text().notNull(),
});

/**
 * Hashes of the larger perfect subtrees (2^level leaves, level 8 and up), so that a consistency proof reads a few hundred
 * leaves and not all of them (RFC 6962 §2.1.2).
 */
export const traceNode = sqliteTable(
  'trace_node',
  {
    level: integer().notNull(),
    /** Of the subtree among those of its level, from 0. */
    index: integer().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.index] })],
);
