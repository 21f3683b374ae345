import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeviceId } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap, type Result } from '#base/result.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { StationError, StationWait } from '#cards/station.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createPairedBridge, type PairedBridge } from '#readers/paired-bridge.ts';
import { pairWithBridge, type NewPairing } from '#readers/pairing.ts';
import { createTestBridge, ORIGIN, type TestBridge } from '#test/support/bridge/test-bridge.ts';
import { settle, until } from '#test/support/bridge/manual-time.ts';
import { keyThumbprint } from '#wire/client/dpop-fetch.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { issueNurseCard, nurse } from '../../demo/cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});
const timer = {
  after(delayMs: number, run: () => void) {
    const running = setTimeout(run, delayMs);
    return () => clearTimeout(running);
  },
};

/** The relay as the app's own code meets it: the key that it proves is known only after it was asked for. */
function relayOf(bridge: TestBridge, keys: CryptoKeyPair): Pick<RelayClient, 'listen' | 'send'> {
  const client = keyThumbprint(keys).then((address) => bridge.relay.client(address as DeviceId));
  return {
    listen(on) {
      let stop: () => void = () => undefined;
      let over = false;
      void client.then((known) => {
        if (!over) stop = known.listen(on);
      });
      return () => {
        over = true;
        stop();
      };
    },
    send: async (input) => (await client).send(input),
  };
}

async function pair(bridge: TestBridge, origin = ORIGIN): Promise<Result<NewPairing, StationError>> {
  const { link } = unwrap(await bridge.host.openOffer());
  const fragment = link.slice(link.indexOf('#'));
  const relayFor = (keys: CryptoKeyPair) => relayOf(bridge, keys);
  return pairWithBridge({ relayFor, origin, appName: 'Tablette', timer, random: systemRandom }, fragment);
}

function station(bridge: TestBridge, pairing: NewPairing, onEnded = (): void => undefined): PairedBridge {
  return createPairedBridge({
    pairing,
    relay: relayOf(bridge, pairing.relayKeys),
    origin: ORIGIN,
    appName: 'Tablette',
    timer,
    random: systemRandom,
    exclusive: (run) => run(),
    onNamed: () => undefined,
    onEnded,
    onUsed: () => undefined,
  });
}
const patient = () => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return createHolderCard(card);
};

describe('the app and the bridge, each by its own code', () => {
  it('pair, show the same digits, and read a card', async () => {
    const bridge = await createTestBridge();
    const pairing = unwrap(await pair(bridge));
    expect(pairing).toMatchObject({ name: 'Cabinet', digits: bridge.host.pairings()[0]?.digits });
    const there = station(bridge, pairing);
    expect(await there.readVitale()).toEqual({ ok: false, error: { type: 'NoCard' } });
    bridge.reader.insert(patient());
    expect(unwrap(await there.readVitale()).persons[0]?.familyName).toBe('PAT-TROIS');
    there.close();
  });

  it('sign in after the acceptance at the bridge, and say what is waited for', async () => {
    const bridge = await createTestBridge();
    const there = station(bridge, unwrap(await pair(bridge)));
    bridge.reader.insert(openCpsCard(stored));
    const waits: (StationWait | undefined)[] = [];
    there.onChange(() => waits.push(there.state().waitingFor));
    const challenge = { nonce: new Uint8Array(32).fill(1), jkt: new Uint8Array(32).fill(2) };
    const asked = there.cpsLogin({ ...challenge, pin: utf8(nurse().pin) });
    await bridge.answerNext('accepted');
    const { certificate, signature } = unwrap(await asked);
    const { publicKey } = new X509Certificate(certificate);
    const signed = await loginMessage({ ...challenge, origin: ORIGIN, instanceId: 'instance-1' });
    expect(verify('sha256', signed, publicKey, signature)).toBe(true);
    expect(waits).toContainEqual({ type: 'acceptance', digits: bridge.host.pairings()[0]?.digits });
    there.close();
  });

  it('follow the card while a page shows the station', async () => {
    const bridge = await createTestBridge();
    const there = station(bridge, unwrap(await pair(bridge)));
    const stop = there.watch();
    await until(() => there.state().connected);
    bridge.reader.insert(patient());
    await until(() => there.state().cardPresent);
    bridge.reader.remove();
    await until(() => !there.state().cardPresent);
    stop();
    there.close();
  });

  it('meet again after the app was reloaded, in the middle of an act', async () => {
    const bridge = await createTestBridge();
    const pairing = unwrap(await pair(bridge));
    bridge.reader.insert(openCpsCard(stored));
    const before = station(bridge, pairing);
    const challenge = { nonce: new Uint8Array(32).fill(1), jkt: new Uint8Array(32).fill(2) };
    const lost = before.cpsLogin({ ...challenge, pin: utf8(nurse().pin) });
    await until(() => bridge.approvals.waiting().length === 1);
    before.close();
    expect((await lost).ok).toBe(false);
    const after = station(bridge, pairing);
    expect((await after.cpsIdentity()).ok).toBe(true);
    await settle();
    expect(bridge.approvals.waiting()).toEqual([]);
    after.close();
  });

  it('part: the app is told, and the next link works', async () => {
    const bridge = await createTestBridge();
    let ended = 0;
    const there = station(bridge, unwrap(await pair(bridge)), () => ended++);
    const stop = there.watch();
    await until(() => there.state().connected);
    const [pairing] = bridge.host.pairings();
    if (pairing) await bridge.host.revoke(pairing.address);
    await until(() => ended === 1);
    expect(there.problem()).toEqual({ type: 'PairingEnded' });
    stop();
    there.close();
    expect((await pair(bridge)).ok).toBe(true);
  });

  it('of two addresses do not pair, and say why', async () => {
    const bridge = await createTestBridge();
    expect(await pair(bridge, 'https://other.example')).toEqual({
      ok: false,
      error: { type: 'OriginMismatch' },
    });
    expect(bridge.host.pairings()).toEqual([]);
  });
});
