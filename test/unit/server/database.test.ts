import { openDatabase, type Reader } from '#server/database.server.ts';
import { instance } from '#server/schema/directory.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-database-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = () => `file:${join(folder, 'directory.db')}`;

const open = () =>
  openDatabase({
    name: 'directory',
    url: url(),
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

  it('reads one unchanging state while a write is under way, and neither waits for the other', async () => {
    const database = await open();
    await database.write((tx) => tx.insert(instance).values(row('before')));
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const writing = database.write(async (tx) => {
      await tx.insert(instance).values(row('during'));
      await held;
    });
    const ids = async (tx: Reader) => (await tx.select().from(instance)).map(({ id }) => id);
    const seen = await database.read(async (tx) => {
      const first = await ids(tx);
      finish();
      await writing;
      return [first, await ids(tx)];
    });
    expect(seen).toEqual([['before'], ['before']]);
    expect(await ids(database.db)).toEqual(['before', 'during']);
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

  it('lets works share a commit, and one that throws among them fail alone', async () => {
    const database = await open();
    const works = Array.from({ length: 40 }, (_, i) =>
      database.write(async (tx) => {
        await tx.insert(instance).values(row(`s${i}`));
        if (i % 10 === 3) throw new Error(`refused ${i}`);
        return i;
      }),
    );
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    expect(outcomes[7]).toEqual({ status: 'fulfilled', value: 7 });
    expect(outcomes[13]).toMatchObject({ reason: { message: 'refused 13' } });
    expect(await database.db.select().from(instance)).toHaveLength(36);
    await database.close();
  });

  it("waits for another program's writes, and neither loses any", async () => {
    const database = await open();
    const other = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/support/server/write-rows.ts', url(), '100', 'other'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const ended = once(other, 'exit');
    let written = 0;
    while (other.exitCode === null) {
      await database.write((tx) => tx.insert(instance).values(row(`own${written}`)));
      written++;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await ended).toEqual([0, null]);
    expect(await database.db.select().from(instance)).toHaveLength(100 + written);
    await database.close();
  });

  it('writes again after another program held it for long, and reads meanwhile', async () => {
    const database = await open();
    const other = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/support/server/hold-database.ts', url(), '1500'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(other, 'exit');
    await once(other.stdout, 'data');
    const reading = database.read(async (tx) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return tx.select().from(instance);
    });
    const written = database.write((tx) => tx.insert(instance).values(row('waited')));
    expect(await database.db.select().from(instance)).toEqual([]);
    expect(await reading).toEqual([]);
    await written;
    for (const id of ['next', 'last']) await database.write((tx) => tx.insert(instance).values(row(id)));
    expect((await database.db.select().from(instance)).map(({ id }) => id)).toEqual([
      'waited',
      'next',
      'last',
    ]);
    await ended;
    await database.close();
  });
});
