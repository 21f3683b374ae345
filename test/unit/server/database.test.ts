import { openDatabase } from '#server/database.server.ts';
import { instance } from '#server/schema/directory.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-database-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () =>
  openDatabase({
    name: 'directory',
    url: `file:${join(folder, 'directory.db')}`,
    key: new Uint8Array(32).fill(3),
    migrations: 'drizzle',
  });

const row = (id: string) => ({ id, kind: 'demo', createdAt: 1 }) as const;

describe('a database', () => {
  it('runs overlapping writes one after the other, and loses none', async () => {
    const database = await open();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => database.write((tx) => tx.insert(instance).values(row(`i${i}`)))),
    );
    expect(await database.db.select().from(instance)).toHaveLength(50);
    await database.close();
  });

  it('undoes a write that throws, and lets the next one go on', async () => {
    const database = await open();
    const failing = database.write(async (tx) => {
      await tx.insert(instance).values(row('lost'));
      throw new Error('given up');
    });
    await expect(failing).rejects.toThrow('given up');
    await database.write((tx) => tx.insert(instance).values(row('kept')));
    expect((await database.db.select().from(instance)).map(({ id }) => id)).toEqual(['kept']);
    await database.close();
  });

  it("waits for another program's write instead of failing", async () => {
    const [server, commandLine] = [await open(), await open()];
    const other = commandLine.write(async (tx) => {
      await tx.insert(instance).values(row('other'));
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await server.write((tx) => tx.insert(instance).values(row('own')));
    await other;
    expect(await server.db.select().from(instance)).toHaveLength(2);
    await Promise.all([server.close(), commandLine.close()]);
  });
});
