import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { WrappedKey } from '#vault/vault-record.ts';
import Dexie, { type Collection, type EntityTable, type Table } from 'dexie';
import type { StoreError } from './errors.ts';

/** One content. `ref` is what it is looked up by: a document id, or nothing. `facts` appears when it is whole. */
export type BlobRow = {
  id: string;
  ref: string;
  dossier: string;
  wrappedBy: string;
  key: WrappedKey;
  facts: Envelope | null;
  startedAt: number;
};
export type PartRow = { blobId: string; index: number; sealed: Bytes };

/** What is stored is not, or no longer, the content that it should be. */
export type ContentError = StoreError | { type: 'ContentDamaged' };

export type ContentDeps = {
  db: Dexie & { blobs: EntityTable<BlobRow, 'id'>; parts: Table<PartRow, [string, number]> };
  /** Name of these tables in the associated data. */
  store: string;
  vault: OpenVault;
  random: Random;
  clock: Clock;
};

export const placeOf = (store: string, row: { id: string; dossier: string }): Place => ({
  store,
  row: row.id,
  dossier: row.dossier,
});

/** In their order. */
export const partsOf = ({ db }: Pick<ContentDeps, 'db'>, blobId: string): PartCollection =>
  db.parts.where('[blobId+index]').between([blobId, Dexie.minKey], [blobId, Dexie.maxKey]);
type PartCollection = Collection<PartRow, [string, number]>;
