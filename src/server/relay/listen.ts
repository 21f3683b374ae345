import type { DeviceId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { RelayEvent } from '#wire/relay.ts';
import type { Listener, StreamEnd } from './listener.ts';
import type { Relay } from './relay.ts';

/** A sign of life this often; ms. */
export const ALIVE_MS = 20_000;

type RelayStream = AsyncGenerator<RelayEvent, StreamEnd>;
type ListenDeps = { relay: Relay; clock: Clock };

/**
 * The stream of one key; undefined where too many are open. Ends with the signal, when the same key opens a newer
 * one, or when it is read too slowly.
 */
export async function listenToRelay(
  deps: ListenDeps,
  key: DeviceId,
  signal: AbortSignal,
): Promise<RelayStream | undefined> {
  const peers = await deps.relay.peersOf(key);
  const listener = deps.relay.listeners.open(key, peers);
  return listener && events(deps, listener, signal);
}

async function* events(deps: ListenDeps, listener: Listener, signal: AbortSignal): RelayStream {
  const close = (): void => deps.relay.listeners.close(listener);
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  const alive = (): RelayEvent => ({ kind: 'alive', serverTime: deps.clock.now() });
  try {
    yield alive();
    while (!listener.over) {
      const event = await listener.next(ALIVE_MS);
      if (event) yield event;
      else if (!listener.over) {
        deps.relay.listeners.refresh(listener, await deps.relay.peersOf(listener.key));
        yield alive();
      }
    }
    return listener.over;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
