import type { DeviceId } from '#base/brand.ts';
import { createDpopFetch, keyThumbprint, type Fetch } from '#wire/client/dpop-fetch.ts';
import { createRelayClient, type RelayClient, type RelayError } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';

/** One side of the relay: a key of its own, its client, and what its stream told. */
export type RelaySide = {
  key: DeviceId;
  client: RelayClient;
  events: RelayEvent[];
  down: RelayError[];
  /** Opens the stream, and waits for its first sign of life. */
  listen(): Promise<void>;
  stop(): void;
  /** Waits for an event that fits; what came before counts too. */
  heard(fits: (event: RelayEvent) => boolean): Promise<RelayEvent>;
};

export async function relaySide(origin: string, through: Fetch): Promise<RelaySide> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const dpopFetch = createDpopFetch({ fetch: through, origin, identity: () => ({ keys, token: undefined }) });
  const client = createRelayClient({ fetch: dpopFetch, origin, sendOrigin: true });
  const events: RelayEvent[] = [];
  const down: RelayError[] = [];
  let stop = (): void => undefined;

  async function heard(fits: (event: RelayEvent) => boolean): Promise<RelayEvent> {
    for (let tries = 0; tries < 1000; tries++) {
      const found = events.find(fits);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('the relay did not tell what was waited for');
  }

  return {
    key: (await keyThumbprint(keys)) as DeviceId,
    client,
    events,
    down,
    async listen() {
      events.length = 0;
      stop = client.listen({
        onEvent: (event) => void events.push(event),
        onDown: (error) => void down.push(error),
      });
      await heard(({ kind }) => kind === 'alive');
    },
    stop: () => stop(),
    heard,
  };
}
