import { describe, expect, it } from 'vitest';
import { unwrap } from '#base/result.ts';
import { OFFER_MS, PAIRING_UNUSED_MS } from '#wire/relay.ts';
import { settle, until } from '#test/support/bridge/manual-time.ts';
import { addressOf, createTestBridge, ORIGIN } from '#test/support/bridge/test-bridge.ts';

describe('pairing a bridge', () => {
  it('pairs the app that reads the link, and both show the same two digits', async () => {
    const { host, relay, app, address, notices } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    const tablet = await app('Tablette de Solène');
    const { welcome, digits } = await tablet.pair(link);
    expect(welcome).toMatchObject({ origin: ORIGIN, bridgeName: 'Cabinet', instanceId: 'instance-1' });
    expect(host.pairings()).toMatchObject([
      { appName: 'Tablette de Solène', digits, accepted: false, inUse: true },
    ]);
    expect(relay.pairings()).toEqual([[address, tablet.address]]);
    expect(notices).toContainEqual({ type: 'paired', appName: 'Tablette de Solène', digits });
  });

  it('lets one app in by a link, and no second', async () => {
    const { host, app } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    await (await app('Première')).pair(link);
    await expect((await app('Seconde')).pair(link)).rejects.toThrow('offerUnknown');
    expect(host.pairings()).toHaveLength(1);
  });

  it('lets nobody in by a link that is over', async () => {
    const { host, app, time, notices } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    await time.pass(OFFER_MS + 1);
    await expect((await app()).pair(link)).rejects.toThrow('pairingRefused');
    expect(host.pairings()).toEqual([]);
    expect(notices).toContainEqual({ type: 'offerEnded' });
  });

  it('does not pair whoever has the ticket and not the secret, and leaves the offer to who has it', async () => {
    const { host, app, relay } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    const stranger = await app('Inconnu');
    const failed = stranger.pair(link, { secret: new Uint8Array(32) });
    failed.catch(() => undefined);
    await settle();
    expect(host.pairings()).toEqual([]);
    expect(relay.pairings()).toEqual([]);
    expect(host.offer()).toBeDefined();
    stranger.refusals.push('over');
  });

  it('lets nobody in by a link that was replaced by another, even in the middle', async () => {
    const { host, app, relay, address } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    const tablet = await app();
    const held: (() => void)[] = [];
    let messages = 0;
    relay.meddle((frame) => {
      if (frame.to !== address || ++messages !== 2) return [frame.bytes];
      held.push(() => relay.inject(frame));
      return [];
    });
    const paired = tablet.pair(link);
    paired.catch(() => undefined);
    await until(() => held.length === 1);
    await host.openOffer();
    held.forEach((deliver) => deliver());
    await settle();
    expect(host.pairings()).toEqual([]);
    expect(host.offer()).toBeDefined();
    // the relay carries nothing between the two any more: the app would wait in vain
    tablet.refusals.push('over');
  });

  it('tells an app of another address where it is, and does not pair it', async () => {
    const { host, app, notices } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    const elsewhere = await app('Tablette', { origin: 'https://relais.example.evil' });
    const paired = elsewhere.pair(link);
    await expect(paired).rejects.toThrow('sessionUnknown');
    expect(host.pairings()).toEqual([]);
    expect(notices).toContainEqual({ type: 'refused', because: 'origin' });
  });

  it('refuses an app of another version by name', async () => {
    const { host, app } = await createTestBridge();
    const { link } = unwrap(await host.openOffer());
    await expect((await app('Tablette', { version: 99 })).pair(link)).rejects.toThrow('version');
  });

  it('takes control characters out of the name that an app gives itself', async () => {
    const { host, pairedApp } = await createTestBridge();
    await pairedApp('Ta\u001b[2Jblette\n');
    expect(host.pairings()).toMatchObject([{ appName: 'Ta[2Jblette' }]);
  });

  it('needs the server for a link', async () => {
    const { host, relay } = await createTestBridge();
    relay.setUp(false);
    expect(await host.openOffer()).toEqual({ ok: false, error: { type: 'ServerAway' } });
  });

  it('ends a pairing at both ends, and the app finds no session any more', async () => {
    const { host, relay, pairedApp, notices } = await createTestBridge();
    const tablet = await pairedApp();
    await host.revoke(tablet.address);
    await until(() => tablet.messages.some(({ kind }) => kind === 'pairingEnded'));
    expect(host.pairings()).toEqual([]);
    expect(relay.pairings()).toEqual([]);
    expect(notices).toContainEqual({ type: 'pairingEnded', appName: 'Tablette', by: 'bridge' });
    await expect(tablet.resume()).rejects.toThrow('notPaired');
  });

  it('forgets an app that ended its pairing, and one that the server ended while we were away', async () => {
    const { host, relay, pairedApp, address, time } = await createTestBridge();
    const one = await pairedApp('Une');
    const two = await pairedApp('Deux');
    await relay.client(one.address).endPairing(address);
    await until(() => host.pairings().length === 1);
    relay.setUp(false);
    relay.setUp(true);
    await relay.client(two.address).endPairing(address);
    await time.pass(20_000);
    await until(() => host.pairings().length === 0);
  });

  it('answers an old tablet whose pairing it does not know', async () => {
    const { relay, host, pairedApp, pairings, address } = await createTestBridge();
    const tablet = await pairedApp();
    await pairings.remove(tablet.address);
    relay.seen.length = 0;
    await expect(tablet.resume()).rejects.toThrow('peerUnknown');
    expect(host.pairings()).toEqual([]);
    expect(relay.seen.filter(({ from }) => from === address)).toHaveLength(1);
  });

  it('ends a pairing that nobody used for two months, and keeps the one in use', async () => {
    const { host, pairedApp, time, pairings } = await createTestBridge();
    const idle = await pairedApp('Oubliée');
    time.sleep(PAIRING_UNUSED_MS / 2);
    const used = await pairedApp('Servie');
    time.sleep(PAIRING_UNUSED_MS / 2 + 1000);
    await time.pass(3_600_000);
    await until(() => host.pairings().length === 1);
    expect(pairings.find(idle.address)).toBeUndefined();
    expect(pairings.find(used.address)).toBeDefined();
  });

  it('knows an app again by its address alone where the key is right', async () => {
    const { pairedApp, app, host, address, relay } = await createTestBridge();
    const tablet = await pairedApp('Tablette');
    const { link } = unwrap(await host.openOffer());
    // another program under the same address, with other keys: as if the relay lied about who sends
    const liar = await app('Tablette');
    const frame = await liar.hello(link);
    relay.inject({ from: await addressOf('Tablette'), to: address, bytes: frame });
    await until(() => liar.refusals.includes('peerUnknown') || tablet.refusals.includes('peerUnknown'));
  });
});
