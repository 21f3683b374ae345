import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import type { BridgePairing } from '#bridge/core/ports.ts';
import { createCardCache } from '#bridge/state/card-cache.ts';
import { openControlToken, readControlToken } from '#bridge/state/control-token.ts';
import { readState, writeState } from '#bridge/state/files.ts';
import { defaultConfigFile, defaultStateFolder } from '#bridge/state/folders.ts';
import { openIdentity } from '#bridge/state/identity.ts';
import { openPairingStore } from '#bridge/state/pairings.ts';
import { openPinnedServer } from '#bridge/state/pinned-server.ts';
import { keyThumbprint } from '#wire/client/dpop-fetch.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-bridge-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const nobody = (): void => undefined;

const pairing = (n: number): BridgePairing => ({
  address: String(n).repeat(43).slice(0, 43) as DeviceId,
  appKey: 'A'.repeat(43),
  appName: `Tablette ${n}`,
  digits: '42',
  accepted: false,
  pairedAt: 1,
  lastUsedAt: 2,
});

describe('the files of a bridge', () => {
  it('are for their owner alone, and leave no draft behind', async () => {
    const file = join(folder, 'x.json');
    unwrap(await writeState(file, { a: 1 }));
    unwrap(await writeState(file, { a: 2 }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['x.json']);
    expect(await readState(file, (content) => content)).toEqual({ ok: true, value: { a: 2 } });
  });

  it('are told to be damaged where they are, and to be missing by undefined', async () => {
    const file = join(folder, 'x.json');
    expect(await readState(file, (content) => content)).toEqual({ ok: true, value: undefined });
    writeFileSync(file, '{"a":');
    expect(await readState(file, (content) => content)).toEqual({
      ok: false,
      error: { type: 'StateUnreadable', file },
    });
  });

  it('that cannot be written are named', async () => {
    const file = join(folder, 'none', 'x.json');
    expect(await writeState(file, {})).toEqual({ ok: false, error: { type: 'StateNotWritable', file } });
  });
});

describe('the identity of a bridge', () => {
  it('is made once and found again', async () => {
    const first = unwrap(await openIdentity(folder));
    const second = unwrap(await openIdentity(folder));
    expect(second.channel.publicKey).toEqual(first.channel.publicKey);
    expect(await keyThumbprint(second.relay)).toBe(await keyThumbprint(first.relay));
    expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
  });

  it('is not replaced where its file is damaged', async () => {
    const file = join(folder, 'identity.json');
    unwrap(await openIdentity(folder));
    const content = readFileSync(file, 'utf8');
    writeFileSync(file, content.replace(/"publicKey": "./, '"publicKey": "'));
    expect(await openIdentity(folder)).toEqual({ ok: false, error: { type: 'StateUnreadable', file } });
  });
});

describe('the pairings of a bridge', () => {
  it('survive the process, changed and removed as they were', async () => {
    const store = unwrap(await openPairingStore(folder, nobody));
    await Promise.all([1, 2, 3].map((n) => store.put(pairing(n))));
    await store.put({ ...pairing(2), accepted: true });
    await store.remove(pairing(1).address);
    const again = unwrap(await openPairingStore(folder, nobody));
    expect(again.list()).toEqual([{ ...pairing(2), accepted: true }, pairing(3)]);
    expect(again.find(pairing(3).address)?.appName).toBe('Tablette 3');
  });

  it('say when they could not be written, and hold in memory', async () => {
    const failures: string[] = [];
    const store = unwrap(await openPairingStore(folder, ({ type }) => failures.push(type)));
    rmSync(folder, { recursive: true });
    await store.put(pairing(1));
    expect(failures).toEqual(['StateNotWritable']);
    expect(store.list()).toHaveLength(1);
  });
});

describe('the server of a bridge', () => {
  it('is the one that was met first, also after a restart', async () => {
    const server = unwrap(await openPinnedServer(folder, 'https://a.example'));
    expect(server.instanceId()).toBeNull();
    expect(await server.isOurs('one')).toBe(true);
    const again = unwrap(await openPinnedServer(folder, 'https://a.example'));
    expect(await again.isOurs('two')).toBe(false);
    expect(await again.isOurs('one')).toBe(true);
  });

  it('is not changed by starting with another address', async () => {
    unwrap(await openPinnedServer(folder, 'https://a.example'));
    expect(await openPinnedServer(folder, 'https://b.example')).toEqual({
      ok: false,
      error: { type: 'OtherOrigin', origin: 'https://a.example' },
    });
  });
});

describe('the cards that a bridge remembers', () => {
  const entry = {
    version: 1,
    kind: 'cps3',
    changeMark: '',
    aid: 'e828bd080f',
    keyReference: 0x82,
    pin: { reference: 1, minLength: 4, maxLength: 8 },
    certificate: 'MIIB',
    dataDirectories: [],
  } as const;

  it('are found again by serial number, until they are forgotten', async () => {
    const cache = createCardCache(folder);
    await cache.put('1', entry);
    await cache.put('2', entry);
    await cache.forget('2');
    const again = createCardCache(folder);
    expect(await again.get('1')).toEqual(entry);
    expect(await again.get('2')).toBeUndefined();
  });

  it('are none where the file is damaged, and are read anew', async () => {
    writeFileSync(join(folder, 'cards.json'), '[');
    const cache = createCardCache(folder);
    expect(await cache.get('1')).toBeUndefined();
    await cache.put('1', entry);
    expect(await createCardCache(folder).get('1')).toEqual(entry);
  });

  it('are a hundred at most', async () => {
    const cache = createCardCache(folder);
    for (let n = 0; n < 103; n++) await cache.put(`card ${n}`, entry);
    expect(await cache.get('card 2')).toBeUndefined();
    expect(await cache.get('card 3')).toEqual(entry);
  });
});

describe('the folder of a bridge', () => {
  it('is where each system keeps such things', () => {
    expect(defaultStateFolder({ XDG_STATE_HOME: '/s' }, 'linux', 'relais-bridge')).toBe('/s/relais-bridge');
    expect(defaultStateFolder({ XDG_STATE_HOME: 's' }, 'linux', 'b')).toMatch(/\.local\/state\/b$/);
    expect(defaultStateFolder({}, 'darwin', 'b')).toMatch(/Library\/Application Support\/b$/);
    expect(defaultStateFolder({ APPDATA: '/roaming' }, 'win32', 'b')).toBe('/roaming/b');
    expect(defaultConfigFile({ XDG_CONFIG_HOME: '/c' }, 'linux', 'b')).toBe('/c/b/config.json');
    expect(defaultConfigFile({ APPDATA: '/roaming' }, 'win32', 'b')).toBe('/roaming/b/config.json');
  });

  it('keeps one secret for its commands', async () => {
    expect(await readControlToken(folder)).toEqual({ ok: true, value: undefined });
    const token = unwrap(await openControlToken(folder, systemRandom));
    expect(await openControlToken(folder, systemRandom)).toEqual({ ok: true, value: token });
    expect(await readControlToken(folder)).toEqual({ ok: true, value: token });
  });
});
