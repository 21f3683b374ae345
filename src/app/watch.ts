import type { Remote } from '#sync/ports.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { openEventStream } from '#wire/client/event-stream.ts';
import { watchEvent } from '#wire/sync.ts';
import { remoteErrorOf } from './remote-error.ts';

/** The server's stream of what moved. A stream that falls is not taken up again here: the sync core decides when. */
export const watchServer = (
  deps: { fetch: Fetch; origin: string },
  listen: Parameters<Remote['watch']>[0],
): (() => void) =>
  openEventStream(
    deps,
    {
      subscribe: ({ sync }, observer) => sync.watch.subscribe(undefined, observer),
      parse: (data) => watchEvent.safeParse(data).data,
    },
    { onEvent: (event) => listen.onEvent(event), onDown: (thrown) => listen.onDown(remoteErrorOf(thrown)) },
  );
