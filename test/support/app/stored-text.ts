import 'fake-indexeddb/auto';
import Dexie from 'dexie';

/** Names of the databases of this process: one for each device, two for each vault. */
export const databaseNames = (): Promise<string[]> => Dexie.getDatabaseNames();

/** Everything that stands in the databases but some, as text: bytes as Latin-1. */
export async function storedText(besides: readonly string[]): Promise<string> {
  const names = (await databaseNames()).filter((name) => !besides.includes(name));
  const texts = await Promise.all(names.map(textOf));
  return texts.join('\n');
}

async function textOf(name: string): Promise<string> {
  const db = await new Dexie(name).open();
  const rows = await Promise.all(db.tables.map((table) => table.toArray()));
  db.close();
  return JSON.stringify(rows, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}
