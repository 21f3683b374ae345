import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '#base/result.ts';
import { openFromEnvironment } from '#cli/open.ts';
import { confirmWipe } from '#server/devices/wipe.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { DOCTOR, NURSE, registerDevice } from '#test/support/server/test-device.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentIn, runIn } from './run-relais.ts';

describe('relais devices', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    env = environmentIn(folder);
    await runIn(env, ['key', 'new', join(folder, 'key')]);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const relais = (...args: string[]) => runIn(env, ['devices', ...args]);
  const listed = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await relais('list', '--json', ...args)).out);

  /** As a server that runs beside the command. */
  async function onServer<T>(work: (server: RelaisServer) => Promise<T>): Promise<T> {
    const server = unwrap(await openFromEnvironment(env));
    try {
      return await work(server);
    } finally {
      await server.close();
    }
  }

  it('lists the devices of all professionals or of one, for people and for scripts', async () => {
    expect(await relais('list')).toEqual({ code: 0, out: '', said: 'No device is registered.' });
    await onServer(async (server) => {
      const { device } = await registerDevice(server, NURSE);
      await registerDevice(server, DOCTOR);
      const lines = (await relais('list')).out.split('\n');
      expect(lines).toHaveLength(2);
      expect(lines.join()).toContain(`${device}\tessai\t${NURSE.psIdNat} Nour ESSAI\tregistered 20`);
      expect(await listed()).toHaveLength(2);
      expect(await listed('--professional', NURSE.psIdNat)).toMatchObject([{ device, state: 'active' }]);
    });
    expect(await relais('list', '--professional', 'Nour', '--json')).toMatchObject({
      code: 1,
      out: '{"error":"PsIdNat"}',
    });
  });

  it('has a lost device wiped while the server runs, and shows when it was', async () => {
    await onServer(async (server) => {
      const { device } = await registerDevice(server, NURSE);
      expect(await relais('wipe', device)).toMatchObject({
        code: 0,
        out: expect.stringContaining('next contact') as string,
      });
      expect(await relais('wipe', device)).toMatchObject({ code: 0 });
      expect(await listed()).toMatchObject([{ state: 'wipeAsked', wipeAskedBy: 'operator', wipedAt: null }]);
      expect((await relais('list')).out).toContain('wipe asked 20');
      expect(await confirmWipe(server.auth, device)).toBe(true);
      expect(await listed()).toMatchObject([{ state: 'wiped' }]);
      expect((await relais('list')).out).toMatch(/\twiped 20/);
    });
    // asked once, confirmed once
    expect((await runIn(env, ['audit', 'verify'])).out).toContain('directory: 2 trace(s), intact.');
  });

  it('revokes a device, and knows one that it does not know', async () => {
    await onServer(async (server) => {
      const { device } = await registerDevice(server, NURSE);
      expect(await relais('revoke', device, '--json')).toMatchObject({
        code: 0,
        out: JSON.stringify({ device }),
      });
      expect(await listed()).toMatchObject([{ state: 'revoked' }]);
    });
    expect(await relais('revoke', 'x'.repeat(43), '--json')).toMatchObject({
      code: 1,
      out: '{"error":"Unknown"}',
    });
    expect(await relais('wipe', 'tablette')).toMatchObject({ code: 1, out: '' });
    expect(await relais('wipe')).toMatchObject({ code: 2 });
  });

  it.each([['list'], ['wipe'], ['revoke']])('has help: devices %s', async (name) => {
    expect(await relais(name, '--help')).toMatchObject({ code: 0, said: '' });
  });
});
