import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBridgeCommand } from '#test/support/bridge/bridge-process.ts';
import * as z from 'zod/mini';

const manifest = z.object({
  bin: z.object({ 'relais-bridge': z.string() }),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-bridge-packed-'));
  const packed = spawnSync(process.execPath, ['scripts/pack-bridge.mjs'], { encoding: 'utf8' });
  expect(packed.stderr).toBe('');
  spawnSync('tar', ['-xzf', resolve(packed.stdout.trim()), '-C', folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed bridge', () => {
  it('holds one program, its licence, its page, and nothing of the demonstration', () => {
    const read = (name: string) => readFileSync(join(folder, 'package', name), 'utf8');
    const { bin, dependencies, optionalDependencies } = manifest.parse(JSON.parse(read('package.json')));
    expect(bin['relais-bridge']).toBe('relais-bridge.js');
    expect(Object.keys(dependencies)).toEqual(['usb']);
    expect(Object.keys(optionalDependencies)).toEqual(['smartcard']);
    for (const name of ['README.md', 'LICENSE', 'relais-bridge.service'])
      expect(existsSync(join(folder, 'package', name))).toBe(true);
    for (const demo of ['Lecteur de démonstration', 'cps-infirmiere', 'PAT-TROIS'])
      expect(read('relais-bridge.js')).not.toContain(demo);
  });

  it('runs where nothing else of Relais is', async () => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const program = join(folder, 'package', 'relais-bridge.js');
    expect(await runBridgeCommand(program, ['--help'])).toMatchObject({ code: 0, said: '' });
    const missing = await runBridgeCommand(program, [], { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder });
    expect(missing).toMatchObject({ code: 3 });
    expect(missing.said).toContain('RELAIS_ORIGIN');
  });
});
