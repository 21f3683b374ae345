import { toHex, type Bytes } from '#base/bytes.ts';
import { sha256Hex } from '#server/hash.ts';
import { derive } from '#server/keys/key-store.ts';
import { createClient, type Client, type Value } from '@libsql/client';

/** How long a reading waits for a program that writes, ms. */
const BUSY_MS = 5000;

/** Runs `work` on a database file as it stands, whatever its version: nothing is migrated. */
export async function withDatabase<T>(
  { path, operatorKey }: { path: string; operatorKey: Bytes },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const encryptionKey = toHex(await derive(operatorKey, 'relais-database-v1'));
  const client = createClient({ url: `file:${path}`, timeout: BUSY_MS, encryptionKey });
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

/**
 * Copies a database as of one moment, while others write to it: `VACUUM INTO` reads in one transaction (lang_vacuum.html),
 * which no writer waits for in WAL mode, and its pages are enciphered as those of the original.
 */
export const copyDatabase = (given: { path: string; operatorKey: Bytes }, target: string): Promise<void> =>
  withDatabase(given, async (client) => {
    await client.execute({ sql: 'VACUUM INTO ?', args: [target] });
  });

export async function countIn(client: Client, sql: string): Promise<number> {
  const { rows } = await client.execute(sql);
  return Number(rows[0]?.[0] ?? 0);
}

/** Migrations that a database went through. */
export const migrationsOf = (client: Client): Promise<number> =>
  countIn(client, 'SELECT count(*) FROM __drizzle_migrations');

/** Tells whether a key database belongs to an instance: see `keysFingerprint` of the manifest. */
export async function fingerprintOf(client: Client): Promise<string> {
  const { rows } = await client.execute("SELECT wrapped FROM instance_key WHERE name = 'traces'");
  return sha256Hex(bytesOf(rows[0]?.[0] ?? null));
}

export function bytesOf(value: Value): Buffer {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  throw new Error('a column that holds bytes holds something else');
}

export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new Error('a column that holds text holds something else');
}
