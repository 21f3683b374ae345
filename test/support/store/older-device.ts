import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import type { DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { fromBase64 } from '#base/bytes.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/** Wires of the versions that were released, each with the databases of its time. */
export const RELEASED = [1, 2, 3] as const;

type Index = { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean };
type Store = {
  name: string;
  keyPath: string | string[];
  indexes: readonly Index[];
  rows: readonly unknown[];
};

/**
 * What one device held, as the code of a released version wrote it: a fictional nurse, one pinned dossier with one
 * document, one refused document, and three commands that wait (a reading, a document, a creation).
 */
export type OlderDevice = {
  wire: number;
  owner: PsIdNat;
  passphrase: string;
  dossierId: DossierId;
  insC: InsC;
  holder: HolderTraits;
  /** The document that the server had. */
  known: DocumentId;
  /** The document that waits. */
  waiting: DocumentId;
  databases: readonly { name: string; version: number; stores: readonly Store[] }[];
};

/** test/vectors/store: rows of IndexedDB as JSON, bytes as base64, the device's keys as JWK. */
export function olderDevice(wire: (typeof RELEASED)[number]): OlderDevice {
  const file = new URL(`../../vectors/store/wire-${wire}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as OlderDevice;
}

/** Lays the databases down with their own schema and version; the device's own under `deviceName`. */
export async function layDown({ databases }: OlderDevice, deviceName: string): Promise<void> {
  for (const { name, version, stores } of databases) {
    const rows = await Promise.all(stores.map((store) => Promise.all(store.rows.map(revived))));
    const opening = indexedDB.open(name === 'relais-device' ? deviceName : name, version);
    opening.onupgradeneeded = () => {
      for (const [at, { name: store, keyPath, indexes }] of stores.entries()) {
        const made = opening.result.createObjectStore(store, { keyPath });
        for (const { name: index, keyPath: path, unique, multiEntry } of indexes)
          made.createIndex(index, path, { unique, multiEntry });
        for (const row of rows[at] ?? []) made.put(row);
      }
    };
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error(name));
    });
    db.close();
  }
}

async function revived(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(revived));
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value && typeof value.$bytes === 'string') return fromBase64(value.$bytes);
  if ('$keys' in value) return keyPair(value.$keys as { public: JsonWebKey; private: JsonWebKey });
  const fields = Object.entries(value).map(async ([name, field]) => [name, await revived(field)] as const);
  return Object.fromEntries(await Promise.all(fields));
}

async function keyPair(jwk: { public: JsonWebKey; private: JsonWebKey }): Promise<CryptoKeyPair> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = (from: JsonWebKey, use: 'sign' | 'verify'): Promise<CryptoKey> =>
    crypto.subtle.importKey('jwk', { ...from, ext: true, key_ops: [use] }, curve, use === 'verify', [use]);
  const [publicKey, privateKey] = await Promise.all([key(jwk.public, 'verify'), key(jwk.private, 'sign')]);
  return { publicKey, privateKey };
}
