import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIn } from './run-relais.ts';

const INFORMATION = {
  updatedOn: '2026-11-02',
  service: { name: { fr: 'Aide', en: 'Help' }, phone: '01 99 00 15 10', hours: { fr: '8 h', en: '8 am' } },
  software: [{ name: 'Cabinet', maker: 'Essai', version: '4', does: { fr: 'lit', en: 'reads' } }],
};

describe('relais information', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    path = join(folder, 'information.json');
    await writeFile(path, JSON.stringify(INFORMATION));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const relais = (env: Record<string, string>, ...args: string[]) =>
    runIn({ LANG: 'C', ...env }, ['information', ...args]);

  it('shows what is configured, in the operator’s language, without opening any data', async () => {
    const shown = await relais({ RELAIS_INFORMATION: path }, 'show');
    expect(shown).toEqual({
      code: 0,
      said: '',
      out: 'As of 2026-11-02\nHelp\t01 99 00 15 10\t8 am\nCabinet\tEssai\t4\treads',
    });
    const french = await relais({ RELAIS_INFORMATION: path, LANG: 'fr_FR.UTF-8' }, 'show');
    expect(french.out).toContain('Aide\t01 99 00 15 10\t8 h');
    const forScripts = await relais({ RELAIS_INFORMATION: path }, 'show', '--json');
    expect(JSON.parse(forScripts.out)).toEqual(INFORMATION);
  });

  it('says that nothing is configured, and that a list is empty', async () => {
    expect(await relais({}, 'show')).toMatchObject({
      code: 0,
      out: '',
      said: expect.stringContaining('names no file') as string,
    });
    expect(await relais({}, 'show', '--json')).toMatchObject({ code: 0, out: 'null' });
    await writeFile(path, '{"updatedOn":"2026-11-02","software":[]}');
    const { out } = await relais({ RELAIS_INFORMATION: path }, 'show');
    expect(out).toBe('As of 2026-11-02\nNo information service\nNo software');
  });

  it('checks a file before it is put in place, and names what is wrong with it', async () => {
    expect(await relais({}, 'check', path)).toMatchObject({ code: 0, out: `${path} is good.` });
    await writeFile(path, '{"updatedOn":"hier","software":[]}');
    expect(await relais({}, 'check', path, '--json')).toMatchObject({
      code: 1,
      out: '{"error":"Malformed"}',
      said: expect.stringContaining('updatedOn') as string,
    });
    expect(await relais({ RELAIS_INFORMATION: `${path}.none` }, 'show')).toMatchObject({ code: 1 });
    expect(await relais({}, 'check')).toMatchObject({ code: 2 });
  });

  it.each([['show'], ['check']])('has help: information %s', async (name) => {
    expect(await relais({}, name, '--help')).toMatchObject({ code: 0, said: '' });
  });
});
