import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceId } from '#base/brand.ts';
import { toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { connectToVpcd, type VpcdConnection } from '#demo/vpcd/connect.ts';
import { bridgeProcess, type BridgeProcess } from '#test/support/bridge/bridge-process.ts';
import { createTestApp, type TestApp } from '#test/support/bridge/test-app.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { suiteName, whyNoPcscd } from '#test/support/pcsc/components.ts';
import { startPrivatePcscd, type PrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { bridgeValues, type BridgeMessage } from '#wire/bridge.ts';
import { createDpopFetch, keyThumbprint } from '#wire/client/dpop-fetch.ts';
import { createRelayClient } from '#wire/client/relay-client.ts';
import * as z from 'zod/mini';

const PROGRAM = 'build/relais-bridge.js';
const why = existsSync(PROGRAM) ? whyNoPcscd() : `${PROGRAM} is not built`;

/** The program as it is installed, pcscd with two readers, and a server, each a process of its own. */
describe.skipIf(why)(suiteName('the bridge beside pcscd', why), () => {
  let server: DemoProcess;
  let pcscd: PrivatePcscd;
  let bridge: BridgeProcess;
  let app: TestApp;
  const cards: VpcdConnection[] = [];
  const status = z.object({ server: z.string(), reader: z.nullable(z.string()), cardPresent: z.boolean() });
  const statusOf = async () => status.parse(unwrap(await bridge.command('status')));

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const valueOf = (message: BridgeMessage): unknown => (message.kind === 'answer' ? message.value : message);

  async function insertBoth(): Promise<void> {
    const answer = await fetch(`${server.origin}/demo/cards`);
    const stored = ((await answer.json()) as Record<string, StoredCpsCard>)['cps-infirmiere'];
    const [holder] = DEMO_HOLDER_CARDS;
    if (!stored || !holder) throw new Error('no cards');
    cards.push(unwrap(await connectToVpcd(openCpsCard(stored), { port: pcscd.ports[0] })));
    cards.push(unwrap(await connectToVpcd(createHolderCard(holder), { port: pcscd.ports[1] })));
    await until(async () => (await app.ask({ verb: 'cpsIdentity' })).kind === 'answer');
    await until(async () => (await app.ask({ verb: 'readVitale' })).kind === 'answer');
  }

  beforeAll(async () => {
    pcscd = await startPrivatePcscd();
    server = await demoProcess();
    await server.start();
    bridge = bridgeProcess(server.origin, PROGRAM);
    await bridge.start();
    await until(async () => (await statusOf()).server === 'listening');
    const { origin } = server;
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]);
    const address = (await keyThumbprint(keys)) as DeviceId;
    const dpopFetch = createDpopFetch({ fetch, origin, identity: () => ({ keys, token: undefined }) });
    const relay = createRelayClient({ fetch: dpopFetch, origin, sendOrigin: true });
    app = await createTestApp({ relay, address, origin });
    await app.pair(z.object({ link: z.string() }).parse(unwrap(await bridge.command('pair'))).link);
  });
  afterAll(async () => {
    app.hangUp();
    for (const card of cards) await card.close();
    await bridge.remove();
    await server.remove();
    await pcscd.remove();
  });

  it('sees the readers of the service, and no card yet', async () => {
    expect(await statusOf()).toMatchObject({ reader: 'Virtual PCD 00 00', cardPresent: false });
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ error: { type: 'NoCard' } });
  });

  it('reads the Vitale in one reader and the CPS in the other', async () => {
    await insertBoth();
    const vitale = bridgeValues.readVitale.parse(valueOf(await app.ask({ verb: 'readVitale' })));
    expect(vitale.persons[0]?.familyName).toBe('PAT-TROIS');
    const cps = bridgeValues.cpsIdentity.parse(valueOf(await app.ask({ verb: 'cpsIdentity' })));
    expect(cps).toMatchObject({ serialNumber: '290099506', triesLeft: 3 });
  });

  it('signs a login after one code', async () => {
    const login = {
      verb: 'cpsLogin',
      nonce: toBase64Url(new Uint8Array(32)),
      jkt: app.address,
      pin: 'typed',
    };
    const asked = app.ask(login, '1234');
    const waiting = z.object({ waiting: z.array(z.object({ digits: z.string() })) });
    let digits: string | undefined;
    await until(async () => {
      digits = waiting.parse(unwrap(await bridge.command('status'))).waiting[0]?.digits;
      return digits !== undefined;
    });
    unwrap(await bridge.command('accept', digits ?? ''));
    expect(bridgeValues.cpsLogin.parse(valueOf(await asked)).signature.length).toBeGreaterThan(300);
  });

  it('goes on after the service was killed and started again', async () => {
    await pcscd.kill();
    await until(async () => (await statusOf()).reader === null);
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ error: { type: 'NoReader' } });
    for (const card of cards.splice(0)) await card.close();
    await pcscd.start();
    await until(async () => (await statusOf()).reader !== null);
    await insertBoth();
  });
});
