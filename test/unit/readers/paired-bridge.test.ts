import { beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { frameType, refuseFrame } from '#wire/bridge-channel/frames.ts';
import { settle, until } from '#test/support/bridge/manual-time.ts';
import { addressOf } from '#test/support/bridge/test-bridge.ts';
import { altered, APP, pairedStation, type PairedStation } from '#test/support/readers/paired-station.ts';
import { issueNurseCard, nurse } from '#test/unit/demo/cards.ts';

const refused = (type: string) => ({ ok: false, error: { type } });
let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

const vitale = () => {
  const [first] = DEMO_HOLDER_CARDS;
  if (!first) throw new Error('no card');
  return createHolderCard(first);
};
const bytes = (fill: number): Bytes => new Uint8Array(32).fill(fill);
const login = (pin: Bytes | 'atStation' = utf8(nurse().pin), nonce = 1) => ({
  nonce: bytes(nonce),
  jkt: bytes(9),
  pin,
});

/** With the nurse's card in, and accepted at the bridge before. */
async function acceptedStation(): Promise<PairedStation> {
  const paired = await pairedStation();
  paired.bridge.reader.insert(openCpsCard(stored));
  const first = paired.station.cpsLogin(login(undefined, 99));
  await paired.bridge.answerNext('accepted');
  unwrap(await first);
  paired.bridge.relay.seen.length = 0;
  return paired;
}

describe('a station behind a bridge', () => {
  test('reads a carte Vitale there, over one round trip once the channel is open', async () => {
    const paired = await pairedStation();
    const { bridge, station, frames, kept } = paired;
    bridge.reader.insert(vitale());
    expect(unwrap(await station.readVitale()).persons.length).toBeGreaterThan(0);
    expect(frames('app')).toEqual(['hello', 'message']);
    unwrap(await station.readVitale());
    expect(frames('app')).toEqual(['hello', 'message', 'message']);
    expect(kept).toMatchObject({ used: [{ accepted: false }, { accepted: false }], names: ['Cabinet'] });
  });

  test('says whose CPS is there, and how many tries are left, without a code', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(openCpsCard(stored, { triesLeft: 2 }));
    const identity = unwrap(await station.cpsIdentity());
    expect(identity).toMatchObject({ serialNumber: stored.serialNumber.toLowerCase(), triesLeft: 2 });
    expect(identity.certificate.length).toBeGreaterThan(500);
  });

  test('signs in once somebody at the bridge accepted it, where the same digits are shown', async () => {
    const { bridge, station, pairing, kept } = await pairedStation();
    bridge.reader.insert(openCpsCard(stored));
    const pin = utf8(nurse().pin);
    const signed = station.cpsLogin(login(pin));
    await until(() => station.state().waitingFor !== undefined);
    expect(station.state().waitingFor).toEqual({ type: 'acceptance', digits: pairing.digits });
    await bridge.answerNext('accepted');
    const { certificate, signature } = unwrap(await signed);
    expect(certificate).toEqual(unwrap(await station.cpsIdentity()).certificate);
    expect(signature.length).toBe(256);
    expect(station.state().waitingFor).toBeUndefined();
    expect(kept.used[0]).toEqual({ accepted: true });
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });

  test('waits for an acceptance longer than for an answer', async () => {
    const paired = await pairedStation();
    paired.bridge.reader.insert(openCpsCard(stored));
    const signed = paired.station.cpsLogin(login());
    await until(() => paired.station.state().waitingFor !== undefined);
    await paired.bridge.time.pass(60_000);
    await paired.bridge.answerNext('accepted');
    expect((await signed).ok).toBe(true);
  });

  test('no frame shows the code, nor anybody’s name', async () => {
    const { bridge, station } = await acceptedStation();
    unwrap(await station.cpsLogin(login()));
    bridge.reader.insert(vitale());
    const [person] = unwrap(await station.readVitale()).persons;
    const seen = bridge.relay.seen.map((frame) => Buffer.from(frame.bytes).toString('latin1')).join('');
    expect(seen).not.toContain(nurse().pin);
    expect(seen).not.toContain(person?.familyName ?? 'nobody');
  });

  test('a wrong code is told with the tries that are left', async () => {
    const { station } = await acceptedStation();
    expect(await station.cpsLogin(login(utf8('0000')))).toEqual({
      ok: false,
      error: { type: 'WrongPin', triesLeft: 2 },
    });
  });

  test('derives a secret for a vault, and signs no challenge twice', async () => {
    const { station } = await acceptedStation();
    const unlock = () => ({ vaultId: bytes(3), salt: bytes(4), pin: utf8(nurse().pin) });
    const [one, two] = [unwrap(await station.cpsUnlock(unlock())), unwrap(await station.cpsUnlock(unlock()))];
    expect(one.secret).toEqual(two.secret);
    unwrap(await station.cpsLogin(login(undefined, 7)));
    expect(await station.cpsLogin(login(undefined, 7))).toEqual(refused('NonceUsed'));
  });

  test('tells the bridge which card the code was typed for', async () => {
    const { station } = await acceptedStation();
    const other = { ...login(undefined, 5), serialNumber: '299999999' };
    expect(await station.cpsLogin(other)).toEqual(refused('CardRemoved'));
    const { serialNumber, triesLeft } = unwrap(await station.cpsIdentity());
    expect(triesLeft).toBe(3);
    unwrap(await station.cpsLogin({ ...login(undefined, 6), serialNumber }));
  });

  test('acts come one after the other', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(vitale());
    const readings = await Promise.all([station.readVitale(), station.readVitale(), station.readVitale()]);
    expect(readings.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});

describe('what follows a card behind a bridge', () => {
  test('while it is watched, cards that come and go show at once', async () => {
    const { bridge, station } = await pairedStation();
    const changes: boolean[] = [];
    station.onChange(() => changes.push(station.state().cardPresent));
    const stop = station.watch();
    await until(() => station.state().connected);
    await settle();
    bridge.reader.insert(vitale());
    await until(() => station.state().cardPresent);
    bridge.reader.remove();
    await until(() => !station.state().cardPresent);
    expect(changes).toContain(true);
    stop();
  });

  test('nobody is asked where nobody watches', async () => {
    const { bridge, station } = await pairedStation();
    await settle();
    expect(station.state()).toMatchObject({ connected: false, cardPresent: false });
    expect(bridge.relay.seen).toEqual([]);
  });

  test('the stream is let go a while after the last page left', async () => {
    const { bridge, station } = await pairedStation();
    const stop = station.watch();
    await until(() => station.state().connected);
    stop();
    await bridge.time.pass(10_000);
    expect(station.state().connected).toBe(true);
    await bridge.time.pass(15_000);
    expect(station.state().connected).toBe(false);
  });

  test('a server that was away is found again', async () => {
    const { bridge, station } = await pairedStation();
    station.watch();
    await until(() => station.state().connected);
    bridge.relay.setUp(false);
    expect(station.state().connected).toBe(false);
    expect(await station.readVitale()).toEqual(refused('RelayAway'));
    bridge.relay.setUp(true);
    while (!station.state().connected) await bridge.time.pass(1000);
    bridge.reader.insert(vitale());
    expect((await station.readVitale()).ok).toBe(true);
    station.close();
  });

  test('a bridge that begins anew is met anew', async () => {
    const { bridge, station, tell, frames } = await pairedStation();
    station.watch();
    await until(() => station.state().connected);
    await settle();
    tell({ kind: 'peer', peer: bridge.address, listening: false });
    expect(station.state().connected).toBe(false);
    tell({ kind: 'peer', peer: bridge.address, listening: true });
    await until(() => station.state().connected);
    expect(frames('app').filter((type) => type === 'hello')).toHaveLength(2);
    station.close();
  });
});

describe('a relay that cannot be trusted', () => {
  test('an answer that never comes: the bridge is silent, and the next request works', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(vitale());
    unwrap(await station.readVitale());
    bridge.relay.meddle(({ from, bytes: frame }) => (from === bridge.address ? [] : [frame]));
    const before = bridge.relay.seen.length;
    const reading = station.readVitale();
    // the question, and the answer that nobody gets
    await until(() => bridge.relay.seen.length === before + 2);
    await bridge.time.pass(21_000);
    expect(await reading).toEqual(refused('BridgeSilent'));
    bridge.relay.meddle(undefined);
    expect((await station.readVitale()).ok).toBe(true);
  });

  test('an altered answer breaks the channel, and the next request opens a new one', async () => {
    const { bridge, station, frames } = await pairedStation();
    bridge.reader.insert(vitale());
    unwrap(await station.readVitale());
    bridge.relay.meddle(({ from, bytes: frame }) => [from === bridge.address ? altered(frame) : frame]);
    expect(await station.readVitale()).toEqual(refused('ChannelBroken'));
    bridge.relay.meddle(undefined);
    expect((await station.readVitale()).ok).toBe(true);
    expect(frames('app').filter((type) => type === 'hello')).toHaveLength(2);
  });

  test('frames that come twice are read once', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(vitale());
    bridge.notices.length = 0;
    bridge.relay.meddle(({ bytes: frame }) => [frame, frame]);
    expect((await station.readVitale()).ok).toBe(true);
    expect((await station.readVitale()).ok).toBe(true);
    expect(bridge.notices.filter(({ type }) => type === 'served')).toHaveLength(2);
  });

  test('frames in another order break the channel, and the next request works', async () => {
    const { bridge, station } = await acceptedStation();
    let held: Bytes | undefined;
    bridge.relay.meddle(({ from, bytes: frame }) => {
      if (from !== bridge.address) return [frame];
      if (held) return [frame, held];
      held = frame;
      return [];
    });
    const reading = station.cpsIdentity();
    await settle();
    // the card that goes is told after the answer, and arrives before it
    bridge.reader.remove();
    expect(await reading).toEqual(refused('ChannelBroken'));
    bridge.relay.meddle(undefined);
    bridge.reader.insert(openCpsCard(stored));
    expect((await station.cpsIdentity()).ok).toBe(true);
  });

  test('a session that the bridge forgot is opened again for a reading, and not for a code', async () => {
    const { bridge, station, frames } = await acceptedStation();
    const app = await addressOf(APP);
    const forgetOnce = () => {
      let once = true;
      bridge.relay.meddle(({ from, bytes: frame }) => {
        const head = frameType(frame);
        if (from === bridge.address || head?.type !== 'message' || !once) return [frame];
        once = false;
        const refusal = refuseFrame(head.sessionId, 'sessionUnknown');
        bridge.relay.inject({ from: bridge.address, to: app, bytes: refusal });
        return [];
      });
    };
    forgetOnce();
    expect((await station.cpsIdentity()).ok).toBe(true);
    expect(frames('app')).toEqual(['message', 'hello', 'message']);
    bridge.relay.seen.length = 0;
    forgetOnce();
    expect(await station.cpsLogin(login())).toEqual(refused('ChannelBroken'));
    expect(frames('app')).toEqual(['message']);
    expect((await station.cpsLogin(login(undefined, 2))).ok).toBe(true);
  });

  test('a refusal for another session, and bytes of no meaning, change nothing', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(vitale());
    unwrap(await station.readVitale());
    const to = await addressOf(APP);
    for (const frame of [refuseFrame(new Uint8Array(8), 'peerUnknown'), utf8('?'), new Uint8Array(5000)])
      bridge.relay.inject({ from: bridge.address, to, bytes: frame });
    await settle();
    expect((await station.readVitale()).ok).toBe(true);
  });

  test('a frame from somebody else is passed over', async () => {
    const { bridge, station } = await pairedStation();
    bridge.reader.insert(vitale());
    bridge.relay.meddle(({ from, bytes: frame, to }) => {
      if (from === bridge.address) bridge.relay.inject({ from: to, to, bytes: altered(frame) });
      return [frame];
    });
    expect((await station.readVitale()).ok).toBe(true);
  });
});

describe('a bridge that cannot be used', () => {
  test('it is not connected to the server', async () => {
    const { bridge, station } = await pairedStation();
    bridge.host.stop();
    expect(await station.readVitale()).toEqual(refused('BridgeAway'));
    expect(station.problem()).toBeUndefined();
  });

  test('it goes in the middle of a reading', async () => {
    const { bridge, station, tell, frames } = await pairedStation();
    bridge.relay.meddle(({ from, bytes: frame }) => {
      if (from === bridge.address && frameType(frame)?.type === 'message') return [];
      return [frame];
    });
    const reading = station.readVitale();
    await until(() => frames('bridge').includes('message'));
    tell({ kind: 'peer', peer: bridge.address, listening: false });
    expect(await reading).toEqual(refused('BridgeAway'));
  });

  test('the pairing was ended there', async () => {
    const { bridge, station, kept } = await pairedStation();
    station.watch();
    await until(() => station.state().connected);
    await settle();
    await bridge.host.revoke(await addressOf(APP));
    await until(() => kept.ended > 0);
    expect(station.problem()).toEqual({ type: 'PairingEnded' });
    expect(await station.readVitale()).toEqual(refused('PairingEnded'));
    expect(kept.ended).toBe(1);
  });

  test('the pairing was ended while this app was away', async () => {
    const { bridge, station, kept } = await pairedStation();
    const revoked = bridge.host.revoke(await addressOf(APP));
    await settle();
    await bridge.time.pass(10_000);
    await revoked;
    expect(await station.readVitale()).toEqual(refused('PairingEnded'));
    expect(kept.ended).toBe(1);
  });

  test('a bare refusal names the end of a pairing, and ends none', async () => {
    const { bridge, station, kept } = await pairedStation();
    const to = await addressOf(APP);
    bridge.relay.meddle(({ from, bytes: frame }) => {
      const head = frameType(frame);
      if (from === bridge.address || head?.type !== 'hello') return [frame];
      bridge.relay.inject({ from: bridge.address, to, bytes: refuseFrame(head.sessionId, 'peerUnknown') });
      return [];
    });
    expect(await station.readVitale()).toEqual(refused('PairingEnded'));
    expect(kept.ended).toBe(0);
    bridge.relay.meddle(undefined);
    bridge.reader.insert(vitale());
    expect((await station.readVitale()).ok).toBe(true);
    expect(station.problem()).toBeUndefined();
  });

  test('it serves another address', async () => {
    const { station } = await pairedStation({ origin: 'https://relais.example.evil' });
    expect(await station.readVitale()).toEqual(refused('OriginMismatch'));
    expect(station.problem()).toEqual({ type: 'OriginMismatch' });
  });

  test('it speaks another version', async () => {
    const { bridge, station } = await pairedStation();
    const to = await addressOf(APP);
    bridge.relay.meddle(({ from, bytes: frame }) => {
      const head = frameType(frame);
      if (from === bridge.address || !head) return [frame];
      bridge.relay.inject({ from: bridge.address, to, bytes: refuseFrame(head.sessionId, 'version') });
      return [];
    });
    expect(await station.readVitale()).toEqual(refused('BridgeVersion'));
    expect(station.problem()).toEqual({ type: 'BridgeVersion' });
  });

  test('whoever sits there refuses', async () => {
    const { bridge, station, kept } = await pairedStation();
    bridge.reader.insert(openCpsCard(stored));
    const signed = station.cpsLogin(login());
    await bridge.answerNext('declined');
    expect(await signed).toEqual(refused('NotAccepted'));
    expect(kept.used).toEqual([]);
  });

  test('no code can be typed there', async () => {
    const { station } = await acceptedStation();
    expect(station.state().ownPinEntry).toBeUndefined();
    expect(await station.cpsLogin(login('atStation'))).toEqual(refused('NoPinEntry'));
  });

  test('another tab of this device has its stream', async () => {
    const { bridge, station } = await pairedStation({ exclusive: () => new Promise(() => undefined) });
    const reading = station.readVitale();
    await settle();
    await bridge.time.pass(9000);
    expect(await reading).toEqual(refused('Busy'));
  });

  test('errors of the card are told as they are', async () => {
    const { bridge, station } = await pairedStation();
    expect(await station.readVitale()).toEqual(refused('NoCard'));
    bridge.reader.insert(openCpsCard(stored));
    expect(await station.readVitale()).toEqual({ ok: false, error: { type: 'WrongCard', found: 'cps' } });
  });
});
