import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok, unwrap } from '#base/result.ts';
import { callControl, serveControl, type ControlHandler } from '#bridge/process/control.ts';
import { controlPath, isControlPathUsable } from '#bridge/process/control-path.ts';

let folder = '';
let path = '';
const token = 'secret';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-bridge-'));
  path = controlPath(folder, 'linux');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const echo: ControlHandler = (command, args) =>
  Promise.resolve(command === 'fail' ? err({ type: 'NoSuchPairing' }) : ok({ command, args }));

describe.skipIf(process.platform === 'win32')('commands to a running bridge', () => {
  it('get their answer, or their refusal', async () => {
    const control = unwrap(await serveControl({ path, token }, echo));
    expect(await callControl({ path, token }, 'accept', ['42'])).toEqual(
      ok({ command: 'accept', args: ['42'] }),
    );
    expect(await callControl({ path, token }, 'fail', [])).toEqual(err({ type: 'NoSuchPairing' }));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await control.close();
    expect(existsSync(path)).toBe(false);
  });

  it('are told that no bridge runs', async () => {
    expect(await callControl({ path, token }, 'status', [])).toEqual(err({ type: 'NotRunning' }));
  });

  it('get nothing without the secret of the folder', async () => {
    const control = unwrap(await serveControl({ path, token }, echo));
    expect(await callControl({ path, token: 'other' }, 'status', [])).toEqual(
      err({ type: 'ControlUnusable' }),
    );
    await control.close();
  });

  it('are not disturbed by what is no command, however long', async () => {
    const control = unwrap(await serveControl({ path, token }, echo));
    for (const text of ['\n', '{}\n', '{"token":"secret"}\n', 'x'.repeat(100_000)]) {
      const socket = connect(path);
      socket.on('error', () => undefined);
      socket.resume();
      socket.write(text);
      await once(socket, 'close');
    }
    expect((await callControl({ path, token }, 'status', [])).ok).toBe(true);
    await control.close();
  });

  it('go to one bridge: a second one does not start, a dead one is replaced', async () => {
    const control = unwrap(await serveControl({ path, token }, echo));
    expect(await serveControl({ path, token }, echo)).toEqual(err({ type: 'AlreadyRunning' }));
    await control.close();
    writeFileSync(path, '');
    const again = unwrap(await serveControl({ path, token }, echo));
    await again.close();
  });

  it('say where a path is too long for a socket', () => {
    expect(isControlPathUsable(`/${'x'.repeat(200)}`, 'linux')).toBe(false);
    expect(isControlPathUsable('/run/relais-bridge/control.sock', 'linux')).toBe(true);
    expect(controlPath('C:\\Relais', 'win32')).toMatch(/^\\\\\.\\pipe\\relais-bridge-[0-9a-f]{32}$/);
  });
});
