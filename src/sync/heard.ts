import type { Clock } from '#base/clock.ts';
import type { Result } from '#base/result.ts';
import type { Remote, RemoteError } from './ports.ts';

/** An answer this young says that the server can be reached; ms. */
const YOUNG_MS = 5000;

export type Hearing = {
  remote: Remote;
  /** The server answered a moment ago, and nothing failed to reach it since. */
  lately: () => boolean;
};

/**
 * The same server, and when it last answered. What was never sent may be taken back, so nothing is handed to a network
 * that would lose it: who has not heard of the server of late asks it something harmless first.
 */
export function hearing(remote: Remote, clock: Pick<Clock, 'monotonic'>): Hearing {
  let heardAt: number | undefined;

  async function hear<T>(asked: Promise<Result<T, RemoteError>>): Promise<Result<T, RemoteError>> {
    const answer = await asked;
    if (answer.ok || answer.error.type === 'Server') heardAt = clock.monotonic();
    else if (answer.error.type === 'Unreachable') heardAt = undefined;
    return answer;
  }

  return {
    remote: {
      push: (commands, restoreEpoch) => hear(remote.push(commands, restoreEpoch)),
      pull: (input) => hear(remote.pull(input)),
      changes: (since) => hear(remote.changes(since)),
      upload: (source, options) => remote.upload(source, options),
      watch: (listen) => remote.watch(listen),
    },
    lately: () => heardAt !== undefined && clock.monotonic() - heardAt < YOUNG_MS,
  };
}
