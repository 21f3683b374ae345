import type { AppRouter } from '#server/router.ts';
import { createTRPCClient, httpSubscriptionLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import { TRPC_PATH } from '../endpoints.ts';
import type { Fetch } from './dpop-fetch.ts';

/** What a subscription of tRPC tells. */
export type StreamObserver = {
  onData(data: unknown): void;
  onConnectionStateChange(state: { state: string; error: unknown }): void;
  onError(thrown: unknown): void;
  onComplete(): void;
};

/** Which procedure to follow, and what its events are; what `parse` does not know is passed over. */
export type Stream<T> = {
  subscribe(client: TRPCClient<AppRouter>, observer: StreamObserver): { unsubscribe(): void };
  parse(data: unknown): T | undefined;
};

/**
 * An event stream of our server, read by our fetch so that DPoP travels with it. A stream that falls is told once
 * (`onDown`, with what was thrown, or undefined where it just ended) and not taken up again here: whoever listens
 * decides when. Returns the way to stop, after which nothing is told.
 */
export function openEventStream<T>(
  deps: { fetch: Fetch; origin: string },
  stream: Stream<T>,
  on: { onEvent(event: T): void; onDown(thrown: unknown): void },
): () => void {
  let over = false;
  const end = (thrown: unknown): void => {
    if (over) return;
    over = true;
    subscription.unsubscribe();
    on.onDown(thrown);
  };
  const subscription = stream.subscribe(clientOf(deps), {
    onData(data) {
      const event = over ? undefined : stream.parse(data);
      if (event !== undefined) on.onEvent(event);
    },
    onConnectionStateChange({ state, error }) {
      if (state === 'connecting' && error) queueMicrotask(() => end(error));
    },
    onError: end,
    onComplete: () => end(undefined),
  });
  return () => {
    over = true;
    subscription.unsubscribe();
  };
}

const clientOf = ({ fetch, origin }: { fetch: Fetch; origin: string }): TRPCClient<AppRouter> =>
  createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${origin}${TRPC_PATH}`,
        EventSource,
        eventSourceOptions: {
          fetch: (url, init) =>
            fetch(url, {
              method: 'GET',
              headers: { Accept: 'text/event-stream' },
              signal: signalOf(init),
            }),
        },
      }),
    ],
  });

const signalOf = (init: { signal?: unknown }): AbortSignal | null =>
  init.signal instanceof AbortSignal ? init.signal : null;
