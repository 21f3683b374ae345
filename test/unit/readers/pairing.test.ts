import { describe, expect, test } from 'vitest';
import { toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { addressOf, createTestBridge } from '#test/support/bridge/test-bridge.ts';
import { until } from '#test/support/bridge/manual-time.ts';
import { altered, APP, pairOver } from '#test/support/readers/paired-station.ts';

const refused = (type: string) => ({ ok: false, error: { type } });

async function offered() {
  const bridge = await createTestBridge();
  return { bridge, link: unwrap(await bridge.host.openOffer()).link };
}

describe('pairWithBridge', () => {
  test('gives what is to be kept: the bridge’s name, its key, and the digits that it shows too', async () => {
    const { bridge, link } = await offered();
    const pairing = unwrap(await pairOver(bridge, link));
    expect(pairing).toMatchObject({ name: 'Cabinet', address: bridge.address });
    expect(bridge.host.pairings()).toMatchObject([{ appName: APP, digits: pairing.digits }]);
    expect(bridge.relay.pairings()).toEqual([[bridge.address, await addressOf(APP)]]);
    expect(pairing.channelKeys.privateKey.extractable).toBe(false);
    expect(pairing.relayKeys.privateKey.extractable).toBe(false);
  });

  test('makes keys for each pairing', async () => {
    const [one, two] = [await offered(), await offered()];
    const keys = [
      unwrap(await pairOver(one.bridge, one.link)),
      unwrap(await pairOver(two.bridge, two.link)),
    ].map(({ channelKeys }) => toBase64Url(channelKeys.publicKey));
    expect(new Set(keys).size).toBe(2);
  });

  test.each(['', '#', '#abc', 'https://relais.example/pair'])('«%s» is no link', async (link) => {
    const { bridge } = await offered();
    expect(await pairOver(bridge, link)).toEqual(refused('PairingLinkInvalid'));
  });

  test('a link is good once', async () => {
    const { bridge, link } = await offered();
    unwrap(await pairOver(bridge, link));
    expect(await pairOver(bridge, link, { app: 'Autre tablette' })).toEqual(refused('PairingLinkInvalid'));
  });

  test('an app of another address learns so, and is not paired', async () => {
    const { bridge, link } = await offered();
    const origin = 'https://relais.example.evil';
    expect(await pairOver(bridge, link, { origin })).toEqual(refused('OriginMismatch'));
    expect(bridge.host.pairings()).toEqual([]);
  });

  test('a bridge that is away, and a server that is', async () => {
    const { bridge, link } = await offered();
    bridge.host.stop();
    expect(await pairOver(bridge, link)).toEqual(refused('BridgeAway'));
    bridge.relay.setUp(false);
    expect(await pairOver(bridge, link)).toEqual(refused('RelayAway'));
  });

  test('a bridge that says nothing', async () => {
    const { bridge, link } = await offered();
    bridge.relay.meddle(() => []);
    const pairing = pairOver(bridge, link);
    await until(() => bridge.relay.seen.length > 0);
    await bridge.time.pass(6000);
    expect(await pairing).toEqual(refused('BridgeSilent'));
  });

  test('an answer that was altered on its way pairs nobody', async () => {
    const { bridge, link } = await offered();
    bridge.relay.meddle(({ from, bytes }) => [from === bridge.address ? altered(bytes) : bytes]);
    expect(await pairOver(bridge, link)).toEqual(refused('ChannelBroken'));
    expect(bridge.host.pairings()).toEqual([]);
  });
});
