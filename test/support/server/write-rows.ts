import { openDatabase } from '#server/database.server.ts';
import { instance } from '#server/schema/directory.ts';

/** Another program that writes into the same database: `tsx write-rows.ts URL COUNT PREFIX`. */
async function main([url = '', count = '0', prefix = '']: string[]): Promise<void> {
  const key = new Uint8Array(32).fill(3);
  const database = await openDatabase({ name: 'directory', url, key, migrations: 'drizzle' });
  for (let i = 0; i < Number(count); i++)
    await database.write((tx) =>
      tx.insert(instance).values({ id: `${prefix}${i}`, kind: 'demo', createdAt: 1 }),
    );
  await database.close();
}

void main(process.argv.slice(2));
