import { toHex } from '#base/bytes.ts';
import { createClient, type Client } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { join } from 'node:path';
import { WriterQueue } from './writer-queue.ts';

/** A database with its one writer. Reads go straight to `db`; writes only through `write`. */
export interface Database {
  readonly name: DatabaseName;
  readonly db: LibSQLDatabase;
  readonly client: Client;
  /**
   * Runs `work` in a write transaction, alone; its commit comes before the answer, and is undone when it throws. Works
   * that wait at the same time may share a commit.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
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
    timeout: BUSY_MS,
    ...(isFile ? { encryptionKey: toHex(options.key) } : {}),
  });
  if (isFile) await client.execute('PRAGMA journal_mode = WAL');
  const db = drizzle(client, { casing: 'snake_case' });
  await migrate(db, { migrationsFolder: join(options.migrations, options.name) });
  const writer = new WriterQueue<Transaction>({
    transaction: (work) => db.transaction(work, { behavior: 'immediate' }),
    savepoint: (tx, work) => tx.transaction(work),
  });
  const reads = drizzle(readingClient(client), { casing: 'snake_case' });
  return {
    name: options.name,
    db,
    client,
    write: (work) => writer.run(work),
    read: (work) => reads.transaction(work),
    async close() {
      await writer.idle();
      client.close();
    },
  };
}

/**
 * How long a write waits for another program, such as the operator's command line, to end its own; ms. SQLite waits by
 * blocking, which is bearable only because our own writes never meet: they stand in the queue.
 */
const BUSY_MS = 5000;

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
