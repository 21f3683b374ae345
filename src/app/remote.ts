import type { Result } from '#base/result.ts';
import type { Remote, RemoteError } from '#sync/ports.ts';
import type { Contact } from '#wire/sync.ts';
import type { Api } from './api.ts';
import { askServer, type AppContext } from './context.ts';
import { uploadContent } from './upload.ts';

/** The server as the sync core wants it. */
export const remoteOf = (context: AppContext, origin: string): Remote => ({
  push: (commands, restoreEpoch) => ask(context, (api) => api.push(commands, restoreEpoch)),
  pull: (input) => ask(context, (api) => api.pull(input)),
  changes: (since) => ask(context, (api) => api.changes(since)),
  upload: (source, options) => uploadContent({ fetch: context.fetch, origin }, source, options),
  watch(listen) {
    // loaded with the first stream, and called off even before it came
    let stop: (() => void) | 'stopped' | undefined;
    void import('./watch.ts').then(({ watchServer }) => {
      if (stop !== 'stopped') stop = watchServer({ fetch: context.fetch, origin }, listen);
    });
    return () => {
      if (typeof stop === 'function') stop();
      stop = 'stopped';
    };
  },
});

/** Every answer tells the server's time. */
async function ask<T extends Contact>(
  context: AppContext,
  question: (api: Api) => Promise<Result<T, RemoteError>>,
): Promise<Result<T, RemoteError>> {
  const answer = await askServer(context, question);
  if (answer.ok) context.serverTime.note(answer.value.serverTime);
  return answer;
}
