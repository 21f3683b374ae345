import type { DeviceId } from '#base/brand.ts';
import { sha256, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { listenToRelay } from '#server/relay/listen.ts';
import { createRelay, RELAY_BOUNDS, type Relay, type RelayBounds } from '#server/relay/relay.ts';
import { traceRecorder } from '#server/traces/recorder.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { movableClock, openDirectory, type DirectoryHarness, type MovableClock } from './auth-harness.ts';

/** A relay over a directory of its own, without HTTP around it. */
export type RelayHarness = DirectoryHarness & { relay: Relay; clock: MovableClock };

export async function openRelay(bounds: Partial<RelayBounds> = {}): Promise<RelayHarness> {
  const opened = await openDirectory();
  const clock = movableClock();
  const traces = traceRecorder({ tree: 'directory', traceKey: opened.traceKey, random: systemRandom });
  const relay = createRelay({ directory: opened.directory, traces, clock }, { ...RELAY_BOUNDS, ...bounds });
  return { ...opened, relay, clock };
}

/** A key's thumbprint, told by its name. */
export const keyNamed = (name: string): DeviceId => name.padEnd(43, '-') as DeviceId;

export const ticketOf = (secret: string): { ticket: string; hash: Promise<string> } => {
  const bytes: Bytes = utf8(secret.padEnd(32, '.'));
  return { ticket: toBase64Url(bytes), hash: sha256(bytes).then(toBase64Url) };
};

export type Stream = {
  /** All that came so far, signs of life left out. */
  told(): Promise<RelayEvent[]>;
  alive(): number;
  ended: Promise<void>;
  stop(): Promise<void>;
};

/** Reads the stream of a key as the endpoint does. */
export async function listening({ relay, clock }: RelayHarness, key: DeviceId): Promise<Stream> {
  const cut = new AbortController();
  const events = await listenToRelay({ relay, clock }, key, cut.signal);
  if (!events) throw new Error('too many listeners');
  const told: RelayEvent[] = [];
  let alive = 0;
  const ended = (async () => {
    for await (const event of events) {
      if (event.kind === 'alive') alive += 1;
      else told.push(event);
    }
  })();
  await settled();
  return {
    told: async () => {
      await settled();
      return told;
    },
    alive: () => alive,
    ended,
    stop: async () => {
      cut.abort();
      await ended;
    },
  };
}

/** What is under way in this turn has arrived. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pairs through an offer, as bridge and app do. */
export async function pair(harness: RelayHarness, bridge: DeviceId, app: DeviceId): Promise<void> {
  const { ticket, hash } = ticketOf(`${bridge}${app}`.slice(0, 32));
  const stream = harness.relay.listeners.has(bridge) ? undefined : await listening(harness, bridge);
  try {
    unwrap(harness.relay.offer(bridge, await hash));
    unwrap(await harness.relay.send(app, { to: bridge, frame: 'AAAA', ticket }));
    unwrap(await harness.relay.confirm(bridge, { app, appName: 'Tablette', bridgeName: 'Poste 3' }));
  } finally {
    await stream?.stop();
  }
}
