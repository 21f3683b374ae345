import { toHex } from '#base/bytes.ts';
import { createClient } from '@libsql/client';

/** Another program that holds the write lock of a database: `tsx hold-database.ts URL MS`. Says when it has it. */
async function main([url = '', ms = '0']: string[]): Promise<void> {
  const encryptionKey = toHex(new Uint8Array(32).fill(3));
  const client = createClient({ url, timeout: 1000, encryptionKey });
  const holding = await client.transaction('write');
  process.stdout.write('held\n');
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  await holding.rollback();
  client.close();
}

void main(process.argv.slice(2));
