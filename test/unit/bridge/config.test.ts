import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBridgeConfig, readStateFolder, type ConfigOptions } from '#bridge/config.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-bridge-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (options: ConfigOptions = {}, env: Record<string, string> = {}) =>
  readBridgeConfig(options, {
    env: { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, ...env },
    platform: 'linux',
    program: 'relais-bridge',
  });

describe('the configuration of a bridge', () => {
  it('is an option before the environment before the file', () => {
    const file = join(folder, 'b.json');
    writeFileSync(file, JSON.stringify({ origin: 'https://file.example', name: 'File', readers: 'usb' }));
    const env = {
      RELAIS_BRIDGE_CONFIG: file,
      RELAIS_ORIGIN: 'https://env.example',
      RELAIS_BRIDGE_NAME: 'Env',
    };
    expect(read({ origin: 'https://option.example' }, env)).toEqual({
      ok: true,
      value: {
        origin: 'https://option.example',
        name: 'Env',
        readers: 'usb',
        stateFolder: join(folder, 'relais-bridge'),
      },
    });
  });

  it('needs an address alone, and takes it with a final slash', () => {
    expect(read({ origin: 'https://relais.example/' })).toMatchObject({
      value: { origin: 'https://relais.example', readers: 'auto' },
    });
    expect(read()).toEqual({ ok: false, error: [{ type: 'OriginMissing' }] });
  });

  it.each([
    'relais.example',
    'http://relais.example',
    'https://relais.example/path',
    'ftp://relais.example',
    '',
  ])('refuses «%s» as an address', (origin) => {
    expect(read({ origin }).ok).toBe(false);
  });

  it('takes http on this machine alone', () => {
    expect(read({ origin: 'http://localhost:3000' }).ok).toBe(true);
    expect(read({ origin: 'http://192.168.1.5:3000' }).ok).toBe(false);
  });

  it('names every part that is wrong', () => {
    const config = read({ origin: 'x', readers: 'serial', name: 'n'.repeat(81) });
    expect(config).toEqual({
      ok: false,
      error: [
        { type: 'OriginMalformed', value: 'x' },
        { type: 'ReadersUnknown', value: 'serial' },
        { type: 'NameUnusable' },
      ],
    });
  });

  it('names a file that is not there, and one that holds something else', () => {
    const file = join(folder, 'none.json');
    expect(read({ config: file })).toEqual({ ok: false, error: [{ type: 'FileUnreadable', file }] });
    for (const content of ['{', '[]', '{"orign":"https://a.example"}']) {
      writeFileSync(file, content);
      expect(read({ config: file })).toEqual({ ok: false, error: [{ type: 'FileMalformed', file }] });
    }
  });

  it('gives the folder without an address, for the commands', () => {
    const source = {
      env: { RELAIS_BRIDGE_STATE: folder, XDG_CONFIG_HOME: folder },
      platform: 'linux',
      program: 'b',
    } as const;
    expect(readStateFolder({}, source)).toEqual({ ok: true, value: folder });
  });
});
