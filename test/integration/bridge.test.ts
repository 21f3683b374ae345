import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { createApi } from '#app/api.ts';
import { bridgeProcess, runBridgeCommand, type BridgeProcess } from '#test/support/bridge/bridge-process.ts';
import { createTestApp, type TestApp } from '#test/support/bridge/test-app.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { bridgeValues, type BridgeMessage } from '#wire/bridge.ts';
import { createDpopFetch, keyThumbprint } from '#wire/client/dpop-fetch.ts';
import { createRelayClient } from '#wire/client/relay-client.ts';
import * as z from 'zod/mini';

/** The two programs, each a process: the server of the demonstration and a bridge with the simulated reader. */
let server: DemoProcess;
let bridge: BridgeProcess;
let app: TestApp;
let keys: CryptoKeyPair;

const offer = z.object({ link: z.string() });
const statusOf = async () =>
  z.object({ server: z.string(), pairings: z.int() }).parse(unwrap(await bridge.command('status')));
const valueOf = (message: BridgeMessage): unknown => (message.kind === 'answer' ? message.value : message);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}
const connected = () => until(async () => (await statusOf()).server === 'listening');

async function acceptFirst(): Promise<void> {
  const waiting = z.object({ waiting: z.array(z.object({ digits: z.string() })) });
  let digits: string | undefined;
  await until(async () => {
    digits = waiting.parse(unwrap(await bridge.command('status'))).waiting[0]?.digits;
    return digits !== undefined;
  });
  unwrap(await bridge.command('accept', digits ?? ''));
}

const withOrigin = (init: RequestInit, origin: string): Headers => {
  const headers = new Headers(init.headers);
  headers.set('origin', origin);
  return headers;
};

async function relayAndApi() {
  const { origin } = server;
  keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const address = (await keyThumbprint(keys)) as DeviceId;
  const identity = () => ({ keys, token: undefined });
  const dpopFetch = createDpopFetch({ fetch, origin, identity });
  const relay = createRelayClient({ fetch: dpopFetch, origin, sendOrigin: true });
  const named = createDpopFetch({
    fetch: (input, init = {}) => fetch(input, { ...init, headers: withOrigin(init, origin) }),
    origin,
    identity,
  });
  return { address, relay, api: createApi({ fetch: named, origin }) };
}

let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  server = await demoProcess();
  await server.start();
  bridge = bridgeProcess(server.origin);
  await bridge.start();
  await connected();
  const side = await relayAndApi();
  api = side.api;
  app = await createTestApp({ ...side, origin: server.origin, name: 'Tablette d’essai' });
});
afterAll(async () => {
  app.hangUp();
  await bridge.remove();
  await server.remove();
});

async function login(): Promise<BridgeMessage> {
  const { nonce } = unwrap(await api.challenge());
  return app.ask({ verb: 'cpsLogin', nonce, jkt: app.address, pin: 'typed' }, '1234');
}

describe('a bridge beside a server, in two processes', () => {
  it('pairs an app by its link', async () => {
    const { link } = offer.parse(unwrap(await bridge.command('pair')));
    const { welcome, digits } = await app.pair(link);
    expect(welcome).toMatchObject({ origin: server.origin, bridgeName: 'Essai' });
    expect(welcome.instanceId).toBe(unwrap(await api.instance()).instanceId);
    expect(unwrap(await bridge.command('pairings'))).toMatchObject([
      { number: 1, appName: 'Tablette d’essai' },
    ]);
    expect(digits).toMatch(/^\d\d$/);
  });

  it('reads a carte Vitale that is put into its reader', async () => {
    unwrap(await bridge.command('insert', 'vitale-pat-trois'));
    const reading = bridgeValues.readVitale.parse(valueOf(await app.ask({ verb: 'readVitale' })));
    expect(reading.persons[0]?.familyName).toBe('PAT-TROIS');
    unwrap(await bridge.command('remove'));
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({
      kind: 'failure',
      error: { type: 'NoCard' },
    });
  });

  it('signs a professional in with the CPS in its reader, once that was accepted there', async () => {
    unwrap(await bridge.command('insert', 'cps-infirmiere'));
    const { nonce } = unwrap(await api.challenge());
    const asked = app.ask({ verb: 'cpsLogin', nonce, jkt: app.address, pin: 'typed' }, '1234');
    await acceptFirst();
    const signed = bridgeValues.cpsLogin.parse(valueOf(await asked));
    const { certificate, signature } = signed;
    const session = unwrap(await api.signIn({ nonce, certificate, signature, deviceName: 'essai' }));
    expect(session.professional.psIdNat).toBe('899700001011');
  });

  it('keeps serving after the server was killed and started again', async () => {
    await server.kill();
    await until(async () => (await statusOf()).server === 'away');
    await server.start();
    await connected();
    app.hangUp();
    app.listen();
    await until(async () => (await app.send({ verb: 'status' })).sent.ok);
    await app.resume();
    expect(await login()).toMatchObject({ kind: 'answer' });
  });

  it('keeps its pairings, accepted as they were, when it was killed itself', async () => {
    await bridge.kill();
    await bridge.start();
    await connected();
    expect(await statusOf()).toMatchObject({ pairings: 1 });
    unwrap(await bridge.command('insert', 'cps-infirmiere'));
    await app.resume();
    expect(await login()).toMatchObject({ kind: 'answer' });
  });

  it('ends a pairing by command, and the app is told', async () => {
    unwrap(await bridge.command('revoke', '1'));
    await until(async () => app.messages.some(({ kind }) => kind === 'pairingEnded'));
    await expect(app.resume()).rejects.toThrow('notPaired');
    expect((await statusOf()).pairings).toBe(0);
  });

  it('writes nothing personal into its log', () => {
    const log = bridge.log();
    expect(log).toContain('"event":"bridge.served"');
    for (const personal of ['PAT-TROIS', '279035121518989', 'RIVOIRE', 'Tablette', '1234"'])
      expect(log).not.toContain(personal);
  });

  it('stops when it is told to, and leaves no socket behind', async () => {
    expect((await bridge.stop()).code).toBe(0);
    expect(existsSync(join(bridge.folder, 'control.sock'))).toBe(false);
  });
});

describe('the command line of a bridge', () => {
  const program = 'build-demo/relais-bridge.js';

  it('answers in the language and with the exit code that scripts expect', async () => {
    const state = ['--state', bridge.folder];
    const help = await runBridgeCommand(program, ['--help']);
    expect(help).toMatchObject({ code: 0, said: '' });
    expect(help.out).toContain('Usage: relais-bridge-demo');
    expect(await runBridgeCommand(program, ['--nonsense'])).toMatchObject({ code: 2 });
    expect(await runBridgeCommand(program, ['--origin', 'nowhere'])).toMatchObject({ code: 3 });
    const away = await runBridgeCommand(program, ['status', '--json', ...state], { LANG: 'fr_FR.UTF-8' });
    expect(away).toMatchObject({ code: 4, out: '{"error":"NotRunning"}\n' });
    expect(away.said).toContain('Aucun poste passerelle');
  });

  it('commands the bridge that runs, and does not start a second one on its folder', async () => {
    await bridge.start();
    await connected();
    const state = ['--state', bridge.folder];
    const status = await runBridgeCommand(program, ['status', '--json', ...state]);
    expect(JSON.parse(status.out)).toMatchObject({ server: 'listening', pairings: 0 });
    const pair = await runBridgeCommand(program, ['pair', ...state]);
    expect(pair.out).toContain(`${server.origin}/pair#`);
    expect(await runBridgeCommand(program, ['accept', '00', ...state])).toMatchObject({ code: 1 });
    const second = await runBridgeCommand(program, ['--service', '--origin', server.origin, ...state]);
    expect(second).toMatchObject({ code: 4 });
    const other = await runBridgeCommand(program, ['--service', '--origin', 'https://b.example', ...state]);
    expect(other).toMatchObject({ code: 3 });
    await bridge.stop();
  });
});
