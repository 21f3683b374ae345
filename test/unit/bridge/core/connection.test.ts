import { beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { frameType } from '#wire/bridge-channel/frames.ts';
import { settle, until } from '#test/support/bridge/manual-time.ts';
import { createTestBridge } from '#test/support/bridge/test-bridge.ts';
import { loginRequest } from '#test/support/bridge/test-app.ts';
import { issueNurseCard, nurse } from '../../demo/cards.ts';

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});
const vitale = () => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return createHolderCard(card);
};
const isMessage = (bytes: Bytes): boolean => frameType(bytes)?.type === 'message';
const altered = (bytes: Bytes): Bytes => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));

describe('a relay that cannot be trusted', () => {
  it('sees no name, number, code or signature of what it carries', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp('Tablette de Solène');
    bridge.reader.insert(vitale());
    await app.ask({ verb: 'readVitale' });
    bridge.reader.insert(openCpsCard(stored));
    const login = app.ask(loginRequest(new Uint8Array(32).fill(9)), nurse().pin);
    await bridge.answerNext('accepted');
    await login;
    const seen = bridge.relay.seen.map(({ bytes }) => String.fromCharCode(...bytes)).join('\n');
    for (const secret of [
      'PAT-TROIS',
      '279035121518989',
      nurse().pin,
      'Solène',
      'readVitale',
      nurse().serialNumber,
    ])
      expect(seen).not.toContain(secret);
  });

  it('gains nothing by repeating frames: they are ignored', async () => {
    const { pairedApp, relay, reader } = await createTestBridge();
    const app = await pairedApp();
    reader.insert(vitale());
    relay.meddle(({ bytes }) => [bytes, bytes]);
    expect(await app.ask({ verb: 'readVitale' })).toMatchObject({ kind: 'answer' });
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
    expect(app.messages.filter(({ kind }) => kind === 'answer')).toHaveLength(3);
  });

  it.each([
    ['altering', (bytes: Bytes) => [altered(bytes)]],
    ['dropping', () => []],
  ])('ends a session by %s a frame, and the next session works', async (_how, meddle) => {
    const { pairedApp, relay, address } = await createTestBridge();
    const app = await pairedApp();
    let once = true;
    relay.meddle(({ to, bytes }) => {
      const now = once && to === address && isMessage(bytes);
      if (now) once = false;
      return now ? meddle(bytes) : [bytes];
    });
    await app.send({ verb: 'status' });
    await app.send({ verb: 'status' });
    await until(() => app.refusals.includes('sessionUnknown'));
    await app.resume();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('ends a session by changing the order, and the next session works', async () => {
    const { pairedApp, relay, address } = await createTestBridge();
    const app = await pairedApp();
    const held: Bytes[] = [];
    relay.meddle(({ to, bytes }) => {
      if (to !== address || !isMessage(bytes)) return [bytes];
      held.push(bytes);
      return held.length < 2 ? [] : held.splice(0).reverse();
    });
    await app.send({ verb: 'status' });
    await app.send({ verb: 'status' });
    await until(() => app.refusals.includes('sessionUnknown'));
    relay.meddle(undefined);
    await app.resume();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('replaces no session by playing an old hello again', async () => {
    const { pairedApp, relay, address } = await createTestBridge();
    const app = await pairedApp();
    await app.resume();
    const hello = relay.seen.findLast(
      ({ to, bytes }) => to === address && frameType(bytes)?.type === 'hello',
    );
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
    for (let n = 0; n < 5; n++) if (hello) relay.inject(hello);
    await settle();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('hands on garbage, and the bridge goes on', async () => {
    const { pairedApp, relay, address } = await createTestBridge();
    const app = await pairedApp();
    for (const bytes of [new Uint8Array(), utf8('hello'), new Uint8Array(60_000).fill(1)])
      relay.inject({ from: app.address, to: address, bytes });
    await settle();
    app.refusals.length = 0;
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('puts a key of its own into a pairing, and nobody is paired', async () => {
    const { host, app, relay, address } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    const tablet = await app();
    relay.meddle(({ to, bytes }) => (to === address ? [bytes] : [altered(bytes)]));
    const paired = tablet.pair(link);
    paired.catch(() => undefined);
    await settle();
    expect(host.pairings()).toEqual([]);
    tablet.refusals.push('over');
  });
});

describe('the connection of a bridge to its server', () => {
  it('comes back by itself after a restart of the server, and pairings and offers hold', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    const { link } = unwrap(await bridge.host.openOffer());
    bridge.relay.setUp(false);
    expect(bridge.host.serverState()).toBe('away');
    await bridge.time.pass(60_000);
    expect(bridge.host.serverState()).toBe('away');
    bridge.relay.setUp(true);
    app.listen();
    await bridge.time.pass(20_000);
    expect(bridge.host.serverState()).toBe('listening');
    await app.resume();
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
    await (await bridge.app('Seconde')).pair(link);
    expect(bridge.host.pairings()).toHaveLength(2);
  });

  it('opens its stream anew after the computer slept', async () => {
    const bridge = await createTestBridge();
    const states: string[] = [];
    bridge.time.sleep(3_600_000);
    await bridge.time.pass(5000);
    states.push(bridge.host.serverState());
    await bridge.time.pass(5000);
    expect(states).toEqual(['connecting']);
    expect(bridge.host.serverState()).toBe('listening');
  });

  it('opens its stream anew on another network', async () => {
    let mark = '192.0.2.1';
    const bridge = await createTestBridge({ networkMark: () => mark });
    await bridge.time.pass(60_000);
    expect(bridge.notices.filter(({ type }) => type === 'listening')).toHaveLength(1);
    mark = '198.51.100.1';
    await bridge.time.pass(10_000);
    expect(bridge.notices.filter(({ type }) => type === 'listening')).toHaveLength(2);
  });

  it('does nothing with another server that answers at the address', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.relay.setInstance('instance-2');
    bridge.relay.setUp(false);
    bridge.relay.setUp(true);
    await bridge.time.pass(20_000);
    expect(bridge.host.serverState()).toBe('otherInstance');
    expect(bridge.notices).toContainEqual({ type: 'otherInstance' });
    await expect(app.ask({ verb: 'status' })).rejects.toThrow('peerAway');
    expect(bridge.host.pairings()).toHaveLength(1);
  });

  it('delivers an answer after the app was away for a moment', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.reader.insert(vitale());
    await settle();
    app.hangUp();
    const { id } = await app.send({ verb: 'readVitale' });
    await settle();
    app.listen();
    await bridge.time.pass(2000);
    expect(await app.answerTo(id)).toMatchObject({ kind: 'answer' });
  });

  it('tells apps that are away nothing, and their session goes on', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    const tell = (listening: boolean) =>
      bridge.relay.tell(bridge.address, { kind: 'peer', peer: app.address, listening });
    tell(false);
    app.hangUp();
    bridge.reader.insert(vitale());
    await bridge.time.pass(60_000);
    app.listen();
    tell(true);
    await until(() => app.messages.some((one) => one.kind === 'cardChanged' && one.status.cardPresent));
    expect(await app.ask({ verb: 'status' })).toMatchObject({ kind: 'answer' });
  });

  it('says nothing any more once it was stopped', async () => {
    const bridge = await createTestBridge();
    const app = await bridge.pairedApp();
    bridge.host.stop();
    await expect(app.ask({ verb: 'status' })).rejects.toThrow('peerAway');
    const before = bridge.notices.length;
    bridge.reader.insert(vitale());
    await bridge.time.pass(120_000);
    expect(bridge.notices).toHaveLength(before);
  });
});
