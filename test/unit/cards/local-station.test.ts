import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hex, utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import { createLocalStation, type LocalStationDeps } from '#cards/local-station.ts';
import type { CardStation, StationWait } from '#cards/station.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { insertCps, SITUATIONS } from './cps-dialogue.ts';

const server = { origin: 'https://dmp.example', instanceId: 'instance-1' };
const nonce = new Uint8Array(32).fill(1);
const jkt = new Uint8Array(32).fill(2);
const vault = { vaultId: new Uint8Array(16), salt: new Uint8Array(32) };

let stored: StoredCpsCard;
beforeAll(async () => {
  stored = { ...(await issueNurseCard()).stored, situations: SITUATIONS };
});

const station = (reader: CardReader, more: Partial<LocalStationDeps> = {}): CardStation =>
  createLocalStation({
    id: 'station-1',
    kind: 'simulated',
    reader,
    cache: createMemoryCpsCache(),
    origin: server.origin,
    instanceId: () => Promise.resolve(server.instanceId),
    ...more,
  });

const pin = (): Bytes => utf8(nurse().pin);

/** A promise and the way to fulfil it. */
function gate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe('a reader of this machine as a station', () => {
  it('is named as the reader is, and says whether a card is in it', () => {
    const reader = createSimulatedReader({ name: 'Lecteur' });
    const it = station(reader);
    expect(it).toMatchObject({ id: 'station-1', name: 'Lecteur', kind: 'simulated' });
    expect(it.state()).toEqual({
      connected: true,
      cardPresent: false,
      ownPinEntry: undefined,
      waitingFor: undefined,
    });
    const changed = vi.fn();
    const stop = it.onChange(changed);
    reader.insert(createHolderCard(holder()));
    expect(it.state().cardPresent).toBe(true);
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
    reader.remove();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(station({ ...reader, hasPinPad: true }).state().ownPinEntry).toBe('pinPad');
  });

  it('reads a carte Vitale and the identity on a CPS', async () => {
    const reader = createSimulatedReader();
    reader.insert(createHolderCard(holder()));
    expect(unwrap(await station(reader).readVitale()).persons.length).toBeGreaterThan(0);
    expect(await station(reader).cpsIdentity()).toEqual(err({ type: 'WrongCard', found: 'vitale' }));
    const identity = unwrap(await station(insertCps(stored)).cpsIdentity());
    expect(identity).toMatchObject({ serialNumber: nurse().serialNumber, triesLeft: 3 });
  });

  it('signs for its own server, and remembers the card', async () => {
    const cache = createMemoryCpsCache();
    const login = unwrap(await station(insertCps(stored), { cache }).cpsLogin({ nonce, jkt, pin: pin() }));
    const { publicKey } = new X509Certificate(login.certificate);
    const message = await loginMessage({ ...server, nonce, jkt });
    expect(verify('sha256', message, publicKey, login.signature)).toBe(true);
    expect(login.situations).toEqual(SITUATIONS);
    expect(await cache.get(nurse().serialNumber)).toBeDefined();
  });

  it('gives the secret of a vault', async () => {
    const unlocked = unwrap(await station(insertCps(stored)).cpsUnlock({ ...vault, pin: pin() }));
    expect(unlocked.secret).toHaveLength(32);
  });

  it('leaves the card alone at a login where it is not known to what instance, and forgets the code', async () => {
    const reader = insertCps(stored, { triesLeft: 1 });
    const away = station(reader, { instanceId: () => Promise.resolve(undefined) });
    const typed = utf8('9999');
    expect(await away.cpsLogin({ nonce, jkt, pin: typed })).toEqual(err({ type: 'RelayAway' }));
    expect(reader.card.triesLeft()).toBe(1);
    expect(typed).toEqual(new Uint8Array(4));
    expect(unwrap(await away.cpsIdentity()).triesLeft).toBe(1);
  });

  it('gives the same secret of a vault without a question to the server', async () => {
    const online = unwrap(await station(insertCps(stored)).cpsUnlock({ ...vault, pin: pin() }));
    const instanceId = vi.fn(() => Promise.resolve(undefined));
    const typed = pin();
    const away = station(insertCps(stored), { instanceId });
    expect(unwrap(await away.cpsUnlock({ ...vault, pin: typed }))).toEqual(online);
    expect(instanceId).not.toHaveBeenCalled();
    expect(typed).toEqual(new Uint8Array(4));
    const elsewhere = station(insertCps(stored), { origin: 'https://autre.example' });
    expect(unwrap(await elsewhere.cpsUnlock({ ...vault, pin: pin() }))).not.toEqual(online);
  });

  it('presents a code to the card that it was typed for, and to no other', async () => {
    const reader = insertCps(stored, { triesLeft: 2 });
    const typed = pin();
    const request = { nonce, jkt, pin: typed, serialNumber: '299999999' };
    expect(await station(reader).cpsLogin(request)).toEqual(err({ type: 'CardRemoved' }));
    const forVault = { ...vault, pin: pin(), serialNumber: '299999999' };
    expect(await station(reader).cpsUnlock(forVault)).toEqual(err({ type: 'CardRemoved' }));
    expect(reader.card.triesLeft()).toBe(2);
    expect(typed).toEqual(new Uint8Array(4));
    const { serialNumber } = nurse();
    unwrap(await station(reader).cpsLogin({ nonce, jkt, pin: pin(), serialNumber }));
  });

  it('forgets the code where there is no card', async () => {
    const typed = pin();
    const empty = station(createSimulatedReader());
    expect(await empty.cpsLogin({ nonce, jkt, pin: typed })).toEqual(err({ type: 'NoCard' }));
    expect(typed).toEqual(new Uint8Array(4));
  });

  it('is not connected any more once its reader is gone, until it is back', async () => {
    const reader = createSimulatedReader();
    let gone = true;
    const flaky = station({
      ...reader,
      open: () => (gone ? Promise.resolve(err({ type: 'ReaderGone' })) : reader.open()),
    });
    expect(await flaky.readVitale()).toEqual(err({ type: 'ReaderGone' }));
    expect(flaky.state().connected).toBe(false);
    gone = false;
    expect(await flaky.readVitale()).toEqual(err({ type: 'NoCard' }));
    expect(flaky.state().connected).toBe(true);
  });
});

describe('acts at the same station', () => {
  it('take their turns in the order in which they came, and those that wait say so', async () => {
    const reader = createSimulatedReader();
    const order: string[] = [];
    const waits: (StationWait | undefined)[] = [];
    const gates = [gate(), gate(), gate()];
    const slow = station({
      ...reader,
      async open() {
        const number = order.length;
        order.push(`open ${number}`);
        await gates[number]?.passed;
        return err({ type: 'NoCard' });
      },
    });
    slow.onChange(() => waits.push(slow.state().waitingFor));
    const ended: string[] = [];
    const acts = ['first', 'second', 'third'].map(async (name) => {
      await slow.readVitale();
      ended.push(name);
    });
    await vi.waitFor(() => expect(order).toEqual(['open 0']));
    expect(slow.state().waitingFor).toEqual({ type: 'turn' });
    for (const { open } of gates) open();
    await Promise.all(acts);
    expect(ended).toEqual(['first', 'second', 'third']);
    expect(slow.state().waitingFor).toBeUndefined();
    expect(waits).toContainEqual({ type: 'turn' });
  });

  it('all succeed: none is refused because the reader is busy', async () => {
    const it = station(insertCps(stored));
    const logins = Array.from({ length: 4 }, () => it.cpsLogin({ nonce, jkt, pin: pin() }));
    const results = await Promise.all([it.cpsIdentity(), ...logins, it.cpsIdentity()]);
    expect(results.map(({ ok }) => ok)).toEqual(results.map(() => true));
  });

  it('go on after one that failed, or that threw', async () => {
    const reader = createSimulatedReader();
    let calls = 0;
    const broken = station({
      ...reader,
      open: () => (calls++ === 0 ? Promise.reject(new Error('bug')) : reader.open()),
    });
    const [first, second] = await Promise.allSettled([broken.readVitale(), broken.readVitale()]);
    expect(first).toMatchObject({ status: 'rejected' });
    expect(second).toEqual({ status: 'fulfilled', value: err({ type: 'NoCard' }) });
  });
});

describe('a code typed on the keys of the station', () => {
  it('is waited for, and the state says so only meanwhile', async () => {
    const typed = gate();
    const reader = insertCps(stored);
    const withKeys: CardReader = {
      ...reader,
      hasPinPad: true,
      async open() {
        const opened = await reader.open();
        return opened.ok ? ok(addKeys(opened.value, typed.passed)) : opened;
      },
    };
    const it = station(withKeys);
    const login = it.cpsLogin({ nonce, jkt, pin: 'atStation' });
    await vi.waitFor(() => expect(it.state().waitingFor).toEqual({ type: 'pin' }));
    const other = it.cpsIdentity();
    expect(it.state().waitingFor).toEqual({ type: 'pin' });
    typed.open();
    expect(unwrap(await login).situations).toEqual(SITUATIONS);
    expect((await other).ok).toBe(true);
    expect(it.state().waitingFor).toBeUndefined();
  });

  function addKeys(channel: CardChannel, typed: Promise<void>): CardChannel {
    return {
      ...channel,
      pinPad: {
        async verify() {
          await typed;
          return channel.transmit(hex('0020000104 31323334'));
        },
      },
    };
  }
});

function holder(): (typeof DEMO_HOLDER_CARDS)[number] {
  const [first] = DEMO_HOLDER_CARDS;
  if (!first) throw new Error('no card');
  return first;
}
