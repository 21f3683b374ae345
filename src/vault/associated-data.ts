import { type Bytes, concat, utf8 } from '#base/bytes.ts';

/** Where a sealed value stands: a value moved to another place no longer opens. */
export type Place = {
  /** Table of the device's database. */
  readonly store: string;
  /** Primary key of the row, as text. */
  readonly row: string;
  /** Dossier that the row belongs to; empty where it belongs to none. */
  readonly dossier: string;
};

export type AssociatedFields = Place & {
  readonly vault: string;
  /** Identifier of the sealing key, and how many times it was replaced. */
  readonly keyId: string;
  readonly generation: number;
  readonly schemaVersion: number;
  /** Segment i of n, counted from 0. */
  readonly segment: number;
  readonly segments: number;
};

const TAG = utf8('relais-seal-v1\0');

/**
 * Canonical bytes that are authenticated with a sealed value: tag ‖ vault ‖ store ‖ row ‖ dossier ‖ key id, each as
 * length (32 bits, big endian) ‖ UTF-8, then generation ‖ schema version ‖ segment ‖ segments (32 bits, big endian).
 * Two different sets of fields never give the same bytes.
 */
export function associatedData(fields: AssociatedFields): Bytes {
  const { vault, store, row, dossier, keyId, generation, schemaVersion, segment, segments } = fields;
  const texts = [vault, store, row, dossier, keyId].flatMap(lengthPrefixed);
  return concat(TAG, ...texts, ...[generation, schemaVersion, segment, segments].map(uint32));
}

function lengthPrefixed(text: string): Bytes[] {
  const bytes = utf8(text);
  return [uint32(bytes.length), bytes];
}

function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
