import type { DossierId } from '#base/brand.ts';
import { type Bytes, utf8 } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Database } from '#server/database.server.ts';
import { dossierKey, instanceKey } from '#server/schema/keys.ts';
import { openBytes, sealBytes, sealKey, type SealKey } from '#server/seal.ts';
import { and, eq, isNotNull, sql } from 'drizzle-orm';

/** The keys of one dossier. Destroying them erases the dossier, in every backup of its rows and contents too. */
export type DossierKeys = {
  /** Seals columns and wraps the keys of contents. */
  seal: SealKey;
  /** HMAC key: names a content inside this dossier without telling its hash. */
  tag: CryptoKey;
};

export interface KeyStore {
  /** 32 bytes under a name, made at first use. */
  instanceKey(name: string): Promise<Bytes>;
  /** Undefined where the dossier never had a key, or it was destroyed. */
  find(dossierId: DossierId): Promise<DossierKeys | undefined>;
  /** The dossier's keys, made now where there are none. Undefined where they were destroyed. */
  findOrMake(dossierId: DossierId): Promise<DossierKeys | undefined>;
  /**
   * Destroys the dossier's keys for good (R1111-36): in memory, in the database and in its write-ahead log. Again, or
   * where there never was a key, nothing happens. What the disk itself may keep of an overwritten page is wrapped by the
   * operator's key twice, as a key and as a page.
   */
  destroy(dossierId: DossierId): Promise<void>;
}

/** Keys that were opened lately stay in memory, so that a read costs no unwrapping. */
const CACHED_KEYS = 1000;

export async function openKeyStore(deps: {
  keys: Database;
  /** From the operator's key file, 32 bytes. */
  operatorKey: Bytes;
  random: Random;
  clock: Clock;
}): Promise<KeyStore> {
  const { keys, random, clock } = deps;
  const operator = sealKey(await derive(deps.operatorKey, 'relais-wrap-v1'));
  const opened = new Map<DossierId, DossierKeys>();
  // whoever was opening a key while it was destroyed must not put it back into memory
  const destroyed = new Set<DossierId>();

  async function find(dossierId: DossierId): Promise<DossierKeys | undefined> {
    const known = opened.get(dossierId);
    if (known) return known;
    const [row] = await keys.db.select().from(dossierKey).where(eq(dossierKey.dossierId, dossierId));
    if (!row?.wrapped) return undefined;
    const made = await dossierKeysFrom(openBytes(operator, row.wrapped, `dossier-key|${dossierId}`));
    if (destroyed.has(dossierId)) return undefined;
    if (opened.size >= CACHED_KEYS) opened.delete(opened.keys().next().value ?? dossierId);
    opened.set(dossierId, made);
    return made;
  }

  async function make(dossierId: DossierId): Promise<void> {
    const wrapped = sealBytes(operator, random.bytes(32), `dossier-key|${dossierId}`);
    await keys.write((tx) =>
      tx.insert(dossierKey).values({ dossierId, wrapped, createdAt: clock.now() }).onConflictDoNothing(),
    );
  }

  return {
    find,
    async findOrMake(dossierId) {
      const known = await find(dossierId);
      if (known) return known;
      await make(dossierId);
      return find(dossierId);
    },
    async destroy(dossierId) {
      destroyed.add(dossierId);
      opened.delete(dossierId);
      await destroyRow(keys, dossierId, clock.now());
    },
    async instanceKey(name) {
      const place = `instance-key|${name}`;
      const wrapped = sealBytes(operator, random.bytes(32), place);
      const [row] = await keys.write(async (tx) => {
        await tx.insert(instanceKey).values({ name, wrapped, createdAt: clock.now() }).onConflictDoNothing();
        return tx.select().from(instanceKey).where(eq(instanceKey.name, name));
      });
      if (!row) throw new Error('an instance key vanished while it was made');
      return openBytes(operator, row.wrapped, place);
    },
  };
}

/** SQLite keeps what a page no longer holds, and the page before its change, unless told otherwise (pragma.html). */
async function destroyRow(keys: Database, dossierId: DossierId, destroyedAt: number): Promise<void> {
  await keys.write(async (tx) => {
    // of this connection alone: zeros take the place of what is deleted
    await tx.run(sql`PRAGMA secure_delete = ON`);
    await tx
      .update(dossierKey)
      .set({ wrapped: null, destroyedAt })
      .where(and(eq(dossierKey.dossierId, dossierId), isNotNull(dossierKey.wrapped)));
  });
  // the old page leaves the database file, and the log in which both stood is emptied
  if (keys.client.protocol === 'file') await keys.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
}

async function dossierKeysFrom(raw: Bytes): Promise<DossierKeys> {
  const tag = await derive(raw, 'relais-dossier-tag-v1');
  return { seal: sealKey(await derive(raw, 'relais-dossier-seal-v1')), tag: await importMacKey(tag) };
}

export const importMacKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

/** HKDF-SHA-256 (RFC 5869) without salt: the input is uniform already. 32 bytes. */
export async function derive(raw: Bytes, purpose: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}
