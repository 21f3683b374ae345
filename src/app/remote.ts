import type { Remote } from '#sync/ports.ts';
import { askServer, type AppContext } from './context.ts';
import { uploadContent } from './upload.ts';

/** The server as the sync core wants it. */
export const remoteOf = (context: AppContext, origin: string): Remote => ({
  push: (commands) => askServer(context, (api) => api.push(commands)),
  async pull(input) {
    const answer = await askServer(context, (api) => api.pull(input));
    if (answer.ok) context.serverTime.note(answer.value.serverTime);
    return answer;
  },
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
