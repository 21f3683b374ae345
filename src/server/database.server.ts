import { toHex } from '#base/bytes.ts';
import { log } from '#base/log.ts';
import { createClient, type Client } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import { WriterQueue } from './writer-queue.ts';

/** A database with its one writer. Reads go straight to `db`; writes only through `write`. */
export interface Database {
  readonly name: DatabaseName;
  readonly db: LibSQLDatabase;
  readonly client: Client;
  /**
   * Runs `work` in a write transaction, alone; its commit comes before the answer, and is undone when it throws. Works
   * that wait at the same time may share a commit.
   * @param size how many ordinary works it comes to (writer-queue.ts)
   */
  write<T>(work: (tx: Transaction) => Promise<T>, size?: number): Promise<T>;
  /** Runs `work` on one unchanging state of the database, beside the writer: it takes no lock that a write waits for. */
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Each has its schema in `schema/` and its migrations in `drizzle/`. */
export type DatabaseName = 'directory' | 'shard' | 'keys';

export type Transaction = Parameters<Parameters<LibSQLDatabase['transaction']>[0]>[0];
/** What both a database and a transaction can do: repositories that only read take it. */
export type Reader = Pick<LibSQLDatabase, 'select'>;

/**
 * Opens a database and brings it to the newest schema.
 * @param url `file:` path, or a `libsql://` or `http://` server
 * @param key 32 bytes; encrypts the pages of a file database
 */
export async function openDatabase(options: {
  name: DatabaseName;
  url: string;
  key: Uint8Array;
  /** Folder that holds `directory/`, `shard/` and `keys/`. */
  migrations: string;
}): Promise<Database> {
  const isFile = options.url.startsWith('file:');
  const client = createClient({
    url: options.url,
    timeout: BLOCKED_MS,
    ...(isFile ? { encryptionKey: toHex(options.key) } : {}),
  });
  if (isFile) await whenFree(client, () => client.execute('PRAGMA journal_mode = WAL'));
  const db = drizzle(client, { casing: 'snake_case' });
  // what a program beside us migrates meanwhile, it does once
  await whenFree(client, () => migrate(db, { migrationsFolder: join(options.migrations, options.name) }));
  const reading = new Set<Promise<unknown>>();
  const writer = new WriterQueue<Transaction>({
    transaction: (work) =>
      transactionIn({ name: options.name, db, client, quiet: () => Promise.allSettled(reading) }, work),
    savepoint: (tx, work) => tx.transaction(work),
  });
  const reads = drizzle(readingClient(client), { casing: 'snake_case' });
  return {
    name: options.name,
    db,
    client,
    write: (work, size) => writer.run(work, size),
    async read(work) {
      const running = reads.transaction(work);
      reading.add(running);
      try {
        return await running;
      } finally {
        reading.delete(running);
      }
    },
    async close() {
      await writer.idle();
      client.close();
    },
  };
}

/** SQLite waits for another program by blocking the whole process: never for longer than this at a time, ms. */
const BLOCKED_MS = 50;
/** Between two attempts, while reads and other databases go on, ms. */
const PAUSE_MS = 100;
/** A write gives up after about five seconds: its sender keeps what it wanted written, and comes again. */
const ATTEMPTS = 33;

const isBusy = (error: unknown): boolean => errorCode(error)?.startsWith('SQLITE_BUSY') ?? false;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Tries again while another program, such as the operator's command line, holds the database. A connection whose BEGIN was
 * refused keeps that statement open and commits nothing any more (libSQL #352): all are opened anew, `quiet` telling when
 * none is in use, and the lock is then asked for in a way that leaves nothing behind.
 */
async function whenFree<T>(
  client: Client,
  attempt: () => Promise<T>,
  { mayRepeat = () => true, quiet = async () => undefined }: Repeating = {},
): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || !mayRepeat()) throw error;
      await quiet();
      client.reconnect();
      while (!(await isFree(client))) {
        if (++tried > ATTEMPTS) throw error;
        await pause();
      }
      if (tried > ATTEMPTS) throw error;
    }
}

type Repeating = { mayRepeat?: () => boolean; quiet?: () => Promise<unknown> };

async function isFree(client: Client): Promise<boolean> {
  try {
    await client.executeMultiple('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** One write transaction. Only its beginning is tried again: from then on the database is ours, and nothing is busy. */
async function transactionIn(
  { name, db, client, quiet }: Pick<Database, 'name' | 'db' | 'client'> & { quiet: () => Promise<unknown> },
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  let begun = false;
  const once = (tx: Transaction): Promise<void> => {
    begun = true;
    return work(tx);
  };
  const attempt = (): Promise<void> => db.transaction(once, { behavior: 'immediate' });
  try {
    await whenFree(client, attempt, { mayRepeat: () => !begun, quiet });
  } catch (error) {
    const code = errorCode(error) ?? '';
    // a full disk, a file that cannot be written, another program that does not let go: for the operator to see
    if (code.startsWith('SQLITE_')) log('error', 'databaseRefused', { database: name, code });
    throw error;
  }
}

/**
 * Drizzle opens every transaction of libSQL as one that writes, whatever it is asked for: a reading one then waits for
 * the writer of its own process, blocks the thread that would end that write, and fails. Through this client it is a
 * deferred one (SQLite, BEGIN DEFERRED), which locks nothing until it writes.
 */
function readingClient(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'transaction') return () => target.transaction('deferred');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
