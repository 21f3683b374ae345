import type { Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { createPairedBridge, type PairedBridge, type PairedBridgeDeps } from '#readers/paired-bridge.ts';
import { pairWithBridge, type NewPairing } from '#readers/pairing.ts';
import { frameType, type FrameType } from '#wire/bridge-channel/frames.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { addressOf, createTestBridge, ORIGIN, type TestBridge } from '#test/support/bridge/test-bridge.ts';

/** The real bridge over a relay in memory, and an app's station paired with it. */
export type PairedStation = {
  bridge: TestBridge;
  station: PairedBridge;
  pairing: NewPairing;
  /** What the app was told to keep: uses, names, the end. */
  kept: { used: { accepted: boolean }[]; names: string[]; ended: number };
  /** Something that the relay says to this app. */
  tell: (event: RelayEvent) => void;
  /** Frames that it saw, by who sent them, in their order. */
  frames: (from: 'app' | 'bridge') => FrameType[];
};

type Options = Parameters<typeof createTestBridge>[0] &
  Partial<Pick<PairedBridgeDeps, 'origin' | 'exclusive'>>;

export async function pairedStation({
  origin = ORIGIN,
  exclusive,
  ...more
}: Options = {}): Promise<PairedStation> {
  const bridge = await createTestBridge(more);
  const { link } = unwrap(await bridge.host.openOffer());
  const pairing = unwrap(await pairOver(bridge, link));
  const client = bridge.relay.client(await addressOf(APP));
  let onEvent: (event: RelayEvent) => void = () => undefined;
  const kept: PairedStation['kept'] = { used: [], names: [], ended: 0 };
  const station = createPairedBridge({
    pairing,
    relay: {
      send: (input) => client.send(input),
      listen(on) {
        onEvent = (event) => on.onEvent(event);
        return client.listen(on);
      },
    },
    origin,
    appName: APP,
    timer: bridge.time.timer,
    random: systemRandom,
    exclusive: exclusive ?? ((run) => run()),
    onUsed: (use) => kept.used.push(use),
    onNamed: (name) => kept.names.push(name),
    onEnded: () => kept.ended++,
  });
  bridge.relay.seen.length = 0;
  return {
    bridge,
    station,
    pairing,
    kept,
    tell: (event) => onEvent(event),
    frames: (from) =>
      bridge.relay.seen
        .filter((frame) => (frame.from === bridge.address) === (from === 'bridge'))
        .flatMap(({ bytes }) => frameType(bytes)?.type ?? []),
  };
}

export const APP = 'Tablette';

/** Pairs an app with the bridge of a link, over the relay in memory. */
export const pairOver = async (
  { relay, time }: TestBridge,
  link: string,
  { origin = ORIGIN, app = APP } = {},
): ReturnType<typeof pairWithBridge> => {
  const client: RelayClient = relay.client(await addressOf(app));
  const deps = { origin, appName: app, timer: time.timer, random: systemRandom };
  return pairWithBridge({ ...deps, relayFor: () => client }, link.slice(link.indexOf('#')));
};

/** The same frame with one bit of its last byte turned. */
export function altered(frame: Bytes): Bytes {
  const copy = new Uint8Array(frame);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}
