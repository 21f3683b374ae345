import { progressOn } from '#cli/backup.ts';
import { environmentIn, runIn } from './run-relais.ts';
import { toBase64Url } from '#base/bytes.ts';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relais-test-'));
  env = environmentIn(folder);
  writeFileSync(join(folder, 'key'), toBase64Url(new Uint8Array(32).fill(7)));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const relais = (...args: string[]) => runIn(env, args);
/** The first command that opens data makes the instance. */
const makeInstance = () => relais('professional', 'list');

describe('relais backup', () => {
  it('says what it copied and where, and writes both files for their owner alone', async () => {
    await makeInstance();
    const file = join(folder, 'backup');
    const ran = await relais('backup', file);
    expect(ran).toMatchObject({ code: 0, said: '' });
    expect(ran.out).toContain('0 dossiers, 0 documents, 0 contents');
    for (const path of [file, `${file}.keys`]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['backup', 'backup.keys', 'data', 'key']);
  });

  it('prints one JSON value for scripts', async () => {
    await makeInstance();
    const { out } = await relais('backup', join(folder, 'backup'), '--json');
    expect(JSON.parse(out)).toMatchObject({ dossiers: 0, missing: 0, bytes: expect.any(Number) as number });
  });

  it('copies the keys alone where that is asked', async () => {
    await makeInstance();
    const file = join(folder, 'hourly.keys');
    expect(await relais('backup', '--keys-only', file)).toMatchObject({ code: 0 });
    expect(readdirSync(folder).sort()).toEqual(['data', 'hourly.keys', 'key']);
    await relais('backup', join(folder, 'backup'));
    // keys from before the data are named, and refused where there are no others
    const elsewhere = join(folder, 'elsewhere');
    const args = ['restore', join(folder, 'backup'), '--keys', file, '--to', elsewhere];
    expect(await relais(...args)).toMatchObject({
      code: 1,
      said: expect.stringContaining('older') as string,
    });
    expect(existsSync(elsewhere)).toBe(false);
  });

  it('overwrites nothing, and makes no instance where there is none', async () => {
    expect(await relais('backup', join(folder, 'backup'))).toMatchObject({ code: 1 });
    expect(existsSync(join(folder, 'data'))).toBe(false);
    await makeInstance();
    writeFileSync(join(folder, 'backup'), 'mine');
    expect(await relais('backup', join(folder, 'backup'), '--json')).toMatchObject({
      code: 1,
      out: '{"error":"Exists"}',
    });
    expect(await relais('backup', join(folder, 'no', 'such', 'folder'))).toMatchObject({ code: 1 });
  });
});

describe('relais restore', () => {
  it('puts a backup into a folder of its own, and says what there is left to do', async () => {
    await makeInstance();
    const file = join(folder, 'backup');
    await relais('backup', file);
    const there = join(folder, 'elsewhere');
    const ran = await relais('restore', file, '--to', there);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Renew the revocation lists');
    expect(await runIn({ ...env, RELAIS_DATA: there }, ['audit', 'verify'])).toMatchObject({ code: 0 });
  });

  it('refuses by name what is no backup, and a folder that holds an instance', async () => {
    await makeInstance();
    const file = join(folder, 'backup');
    await relais('backup', file);
    expect(await relais('restore', file, '--json')).toMatchObject({ code: 1, out: '{"error":"Occupied"}' });
    expect(await relais('restore', join(folder, 'key'), '--json')).toMatchObject({
      code: 1,
      out: '{"error":"NotBackup"}',
    });
    expect((await relais('restore', file, '--replace')).out).toContain('deleting it is up to you');
  });
});

describe('what the operator wrote for the help', () => {
  const INFORMATION = '{"updatedOn":"2026-11-02","service":{"name":{"fr":"Aide","en":"Help"}},"software":[]}';
  const shownIn = async (dataDir: string, named?: string) => {
    const where = { ...env, RELAIS_DATA: dataDir, ...(named && { RELAIS_INFORMATION: named }) };
    return (await runIn(where, ['information', 'show', '--json'])).out;
  };
  const backUpWith = async (): Promise<string> => {
    const named = join(folder, 'named.json');
    writeFileSync(named, INFORMATION);
    await makeInstance();
    await runIn({ ...env, RELAIS_INFORMATION: named }, ['backup', join(folder, 'backup')]);
    rmSync(named);
    return named;
  };

  it('is in the backup, and a server that was restored elsewhere shows it', async () => {
    const named = await backUpWith();
    const there = join(folder, 'elsewhere');
    const ran = await relais('restore', join(folder, 'backup'), '--to', there);
    expect(ran.out).toContain(`the help shows: ${join(there, 'information.json')}`);
    expect(await shownIn(there)).toBe(INFORMATION);
    // on a machine set up as the lost one was, without its file
    expect(await shownIn(there, named)).toBe(INFORMATION);
    await relais('backup', join(folder, 'again'));
    expect(await shownIn(join(folder, 'data'))).toBe('null');
  });

  it('stays as it is where the folder has one, and is not in a backup of the keys alone', async () => {
    await backUpWith();
    const own = INFORMATION.replace('2026-11-02', '2026-11-20');
    writeFileSync(join(folder, 'data', 'information.json'), own);
    await relais('restore', join(folder, 'backup'), '--replace');
    expect(await shownIn(join(folder, 'data'))).toBe(own);
    const { size } = statSync(join(folder, 'backup.keys'));
    await relais('backup', '--keys-only', join(folder, 'hourly.keys'));
    expect(statSync(join(folder, 'hourly.keys')).size).toBeCloseTo(size, -2);
  });

  it('is not missed where there is none', async () => {
    await makeInstance();
    await relais('backup', join(folder, 'backup'));
    const restored = await relais('restore', join(folder, 'backup'), '--replace', '--json');
    expect(JSON.parse(restored.out)).toMatchObject({ information: null });
    expect(existsSync(join(folder, 'data', 'information.json'))).toBe(false);
  });
});

describe('the progress of a backup', () => {
  it('is shown on a terminal alone, each hundredth once', () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    for (const isTTY of [true, false]) {
      const show = progressOn({ isTTY, write }, (percent) => `${percent} %`);
      for (let done = 0; done <= 1000; done += 250) for (const again of [0, 1]) show(done + again, 1000);
    }
    expect(written).toEqual(['\r0 %', '\r25 %', '\r50 %', '\r75 %', '\r100 %\n']);
  });
});
