import type { Bytes } from '#base/bytes.ts';
import type { Client, InStatement } from '@libsql/client';
import { bytesOf, withDatabase } from './snapshot.ts';

/**
 * Adds to a key database what another of the same instance knows: keys that it lacks, and rows of the journal. A key that
 * was destroyed in either stays destroyed. Rows of the journal that are new come behind those that are there: `into` is
 * the older one.
 */
export async function mergeKeys(operatorKey: Bytes, into: string, from: string): Promise<void> {
  const statements = await withDatabase({ path: from, operatorKey }, whatItKnows);
  await withDatabase({ path: into, operatorKey }, async (client) => {
    const [held] = [await journalIn(client)];
    const journal = (await withDatabase({ path: from, operatorKey }, journalIn)).filter(
      ({ sealed }) => !held.some((row) => row.sealed.equals(sealed)),
    );
    // zeros take the place of what is deleted
    await client.execute('PRAGMA secure_delete = ON');
    await client.batch(
      [
        ...statements,
        ...journal.map(({ at, sealed }) => ({
          sql: 'INSERT INTO revocation_journal (at, sealed) VALUES (?, ?)',
          args: [at, sealed],
        })),
      ],
      'write',
    );
  });
}

async function whatItKnows(client: Client): Promise<InStatement[]> {
  const dossiers = await client.execute(
    'SELECT dossier_id, wrapped, created_at, destroyed_at FROM dossier_key',
  );
  const instance = await client.execute('SELECT name, wrapped, created_at FROM instance_key');
  return [
    ...dossiers.rows.map((row) => ({
      sql: `INSERT INTO dossier_key (dossier_id, wrapped, created_at, destroyed_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (dossier_id) DO UPDATE SET wrapped = NULL,
          destroyed_at = coalesce(destroyed_at, excluded.destroyed_at, excluded.created_at)
        WHERE excluded.wrapped IS NULL`,
      args: [row[0] ?? null, row[1] ?? null, row[2] ?? null, row[3] ?? null],
    })),
    ...instance.rows.map((row) => ({
      sql: 'INSERT INTO instance_key (name, wrapped, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      args: [row[0] ?? null, row[1] ?? null, row[2] ?? null],
    })),
  ];
}

async function journalIn(client: Client): Promise<{ at: number; sealed: Buffer }[]> {
  const there = await client.execute("SELECT count(*) FROM sqlite_master WHERE name = 'revocation_journal'");
  // keys from before there was a journal
  if (Number(there.rows[0]?.[0]) === 0) return [];
  const { rows } = await client.execute('SELECT at, sealed FROM revocation_journal ORDER BY position');
  return rows.map((row) => ({ at: Number(row[0]), sealed: bytesOf(row[1] ?? null) }));
}
