import type { Remote } from '#sync/ports.ts';
import { TRPC_PATH } from '#wire/endpoints.ts';
import { watchEvent } from '#wire/sync.ts';
import type { AppRouter } from '#server/router.ts';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { remoteErrorOf } from './remote-error.ts';

/**
 * The server's event stream, read by our fetch so that DPoP travels with it. A stream that falls is not taken up again
 * here: the sync core decides when.
 */
export function watchServer(
  deps: { fetch: Fetch; origin: string },
  listen: Parameters<Remote['watch']>[0],
): () => void {
  let over = false;
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${deps.origin}${TRPC_PATH}`,
        EventSource,
        eventSourceOptions: {
          fetch: (url, init) =>
            deps.fetch(url, {
              method: 'GET',
              headers: { Accept: 'text/event-stream' },
              signal: signalOf(init),
            }),
        },
      }),
    ],
  });
  const end = (thrown: unknown): void => {
    if (over) return;
    over = true;
    subscription.unsubscribe();
    listen.onDown(remoteErrorOf(thrown));
  };
  const subscription = client.sync.watch.subscribe(undefined, {
    onData(data: unknown) {
      const event = watchEvent.safeParse(data);
      if (event.success && !over) listen.onEvent(event.data);
    },
    onConnectionStateChange(state) {
      if (state.state === 'connecting' && state.error) queueMicrotask(() => end(state.error));
    },
    onError: end,
    onComplete: () => end(undefined),
  });
  return () => {
    over = true;
    subscription.unsubscribe();
  };
}

const signalOf = (init: { signal?: unknown }): AbortSignal | null =>
  init.signal instanceof AbortSignal ? init.signal : null;
