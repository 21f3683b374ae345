import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { informationIn, readInformation } from '#server/information.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const of = (day: string) => ({ updatedOn: day, software: [] });

describe('the operator’s file of information', () => {
  let folder: string;
  let path: string;
  let time = 0;
  const clock = { monotonic: () => time };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    path = join(folder, 'information.json');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });
  const write = (value: unknown): Promise<void> =>
    writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));

  it('is answered, and a change of it after five seconds, without a restart', async () => {
    await write(of('2026-11-02'));
    const current = informationIn({ information: path }, { clock });
    expect(await current()).toEqual(of('2026-11-02'));
    await write(of('2026-11-20'));
    time += 4999;
    expect(await current()).toEqual(of('2026-11-02'));
    time += 1;
    expect(await current()).toEqual(of('2026-11-20'));
  });

  it('goes on answering the last good one while the file is broken, and logs that once', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await write(of('2026-11-02'));
    const current = informationIn({ information: path }, { clock });
    await current();
    await write('{"updatedOn"');
    for (let at = 0; at < 3; at++) {
      time += 5000;
      expect(await current()).toEqual(of('2026-11-02'));
    }
    expect(logged).toHaveBeenCalledTimes(1);
    expect(logged.mock.calls[0]?.[0]).toContain('"informationRefused","type":"Malformed"');
  });

  it('is nothing where none is configured, or none can be read', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await informationIn({ dataDir: folder }, { clock })()).toBeNull();
    expect(await informationIn({ information: path }, { clock })()).toBeNull();
  });

  it('is the one in the data folder where none is named, or where the named one is not there', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await write(of('2026-11-02'));
    expect(await informationIn({ dataDir: folder }, { clock })()).toEqual(of('2026-11-02'));
    const named = join(folder, 'named.json');
    const current = informationIn({ information: named, dataDir: folder }, { clock });
    expect(await current()).toEqual(of('2026-11-02'));
    await writeFile(named, JSON.stringify(of('2026-11-20')));
    time += 5000;
    expect(await current()).toEqual(of('2026-11-20'));
    expect(logged).not.toHaveBeenCalled();
  });

  it('names the first place that is wrong', async () => {
    await write({ ...of('2026-11-02'), service: { name: { fr: 'Aide', en: 'Help' }, phone: 'appelez' } });
    expect(await readInformation(path)).toEqual({
      ok: false,
      error: { type: 'Malformed', where: 'service.phone' },
    });
    await write('pas du JSON');
    expect(await readInformation(path)).toEqual({ ok: false, error: { type: 'Malformed', where: '' } });
  });
});
