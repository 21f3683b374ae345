import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Envelope } from '#vault/envelope.ts';
import type { WrappedKey } from '#vault/vault-record.ts';
import Dexie, { type EntityTable, type Table, type Transaction } from 'dexie';
import type { BlobRow, PartRow } from './content-rows.ts';

/** Deleting this row destroys the dossier on this device. */
export type DossierKeyRow = { dossierId: DossierId; wrapped: WrappedKey };
/** `progress` changes while the rest does not: where the upload stands. */
export type OutboxRow = {
  n: number;
  sealed: Envelope;
  progress: Envelope | null;
  blobId: string | null;
  /** No attempt was ever made to send it. Absent also where an older version wrote it: that is not known then. */
  neverSent?: true;
};
export type QuarantineRow = { n: number; sealed: Envelope; blobId: string | null };
/** Receipts of what was sent, kept for a while. */
export type SettledRow = { n: number; sealed: Envelope };
export type DraftRow = { id: string; sealed: Envelope };
/** What the last contacts left (mark-repository.ts), by name. */
export type MarkRow = { name: string; sealed: Envelope };

/**
 * What must not be lost: keys, and what was written here and is not yet on the server, contents included. Strict
 * durability; apart from the cache, which is relaxed, because durability is chosen per database.
 */
export class VaultDatabase extends Dexie {
  declare readonly keys: EntityTable<DossierKeyRow, 'dossierId'>;
  declare readonly outbox: EntityTable<OutboxRow, 'n'>;
  declare readonly quarantine: EntityTable<QuarantineRow, 'n'>;
  declare readonly settled: EntityTable<SettledRow, 'n'>;
  declare readonly drafts: EntityTable<DraftRow, 'id'>;
  declare readonly blobs: EntityTable<BlobRow, 'id'>;
  declare readonly parts: Table<PartRow, [string, number]>;
  declare readonly marks: EntityTable<MarkRow, 'name'>;

  constructor(vaultId: string) {
    super(`relais-vault-${vaultId}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      keys: 'dossierId',
      outbox: 'n',
      quarantine: 'n',
      settled: 'n',
      drafts: 'id',
      blobs: 'id, ref, dossier',
      parts: '[blobId+index]',
    });
    // where the next question for changes starts, when leases were renewed, and the highest time that was seen
    this.version(2).stores({ marks: 'name' });
  }
}

/** `rev` counts the writes of a row, so that two tabs never overwrite each other unseen. */
export type DossierRow = { id: DossierId; rev: number; summary: Envelope };
/** Header and entries, apart from the summary: a list need not read them from the disk. */
export type StateRow = { id: DossierId; content: Envelope };

/** The text of a document, for the search. */
export type TextRow = { dossier: DossierId; id: DocumentId; sealed: Envelope };
/** The search index of a dossier. */
export type IndexRow = { id: DossierId; sealed: Envelope };

/**
 * What the server has too. Relaxed: lost with the power, it is fetched again. Its own `marks` are lost with it, so that a
 * mark never outlives what it covers.
 */
export class CacheDatabase extends Dexie {
  declare readonly dossiers: EntityTable<DossierRow, 'id'>;
  declare readonly states: EntityTable<StateRow, 'id'>;
  declare readonly texts: Table<TextRow, [DossierId, DocumentId]>;
  declare readonly indexes: EntityTable<IndexRow, 'id'>;
  declare readonly marks: EntityTable<MarkRow, 'name'>;
  declare readonly blobs: EntityTable<BlobRow, 'id'>;
  declare readonly parts: Table<PartRow, [string, number]>;

  constructor(vaultId: string) {
    super(`relais-cache-${vaultId}`, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ dossiers: 'id', blobs: 'id, ref, dossier', parts: '[blobId+index]' });
    this.version(2).stores({ states: 'id', marks: 'name' }).upgrade(moveStates);
    this.version(3).stores({ texts: '[dossier+id], dossier', indexes: 'id' });
  }
}

type RowOfBefore = DossierRow & { content?: Envelope };

/** Version 1 kept the state in the row of its summary. */
async function moveStates(transaction: Transaction): Promise<void> {
  const rows = await transaction.table<RowOfBefore, DossierId>('dossiers').toArray();
  const states = rows.flatMap(({ id, content }) => (content ? [{ id, content }] : []));
  await transaction.table('states').bulkPut(states);
  await transaction.table('dossiers').bulkPut(rows.map(({ id, rev, summary }) => ({ id, rev, summary })));
}
