import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '#server/config.ts';
import { freeSpace, freeSpaceWatch } from '#server/free-space.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'relais-space-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const HOUR = 3600_000;
/** More than any disk has, and nothing at all. */
const ALL = Number.MAX_SAFE_INTEGER;
const NONE = 0;

describe('the space left for the data', () => {
  it('is low below what the operator wants to be warned of', async () => {
    expect(await freeSpace({ dataDir, warnFreeBytes: ALL })).toMatchObject({ isLow: true });
    const space = await freeSpace({ dataDir, warnFreeBytes: NONE });
    expect(space.isLow).toBe(false);
    expect(space.freeBytes).toBeGreaterThan(0);
  });

  it('is configured in megabytes', () => {
    const env = (value?: string) => ({
      ORIGIN: 'https://relais.example',
      RELAIS_DATA: dataDir,
      ...(value !== undefined && { RELAIS_WARN_FREE_MB: value }),
    });
    const problemsOf = (value?: string) => {
      const read = readConfig(env(value), 'production');
      return read.ok ? [] : read.error.map(({ variable }) => variable);
    };
    expect(problemsOf()).toEqual(['RELAIS_KEY_FILE']);
    expect(problemsOf('500')).toEqual(['RELAIS_KEY_FILE']);
    for (const bad of ['much', '-1', ''])
      expect(problemsOf(bad)).toEqual(expect.arrayContaining(['RELAIS_WARN_FREE_MB']));
  });
});

describe('the log of a disk that fills up', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  });
  afterEach(() => vi.restoreAllMocks());

  it('says so at once, once an hour, and anew after there was room', async () => {
    const clock = { at: 0, now: () => 0, monotonic: () => clock.at };
    const config = { dataDir, warnFreeBytes: ALL };
    const look = freeSpaceWatch(config, clock);
    await look();
    await look();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warning', event: 'diskNearlyFull' });
    clock.at = HOUR;
    await look();
    expect(lines).toHaveLength(2);
    config.warnFreeBytes = NONE;
    await look();
    config.warnFreeBytes = ALL;
    await look();
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain(dataDir);
  });
});
