import { log } from '#base/log.ts';
import { dispatchNotices, type DispatchDeps } from './dispatch.ts';

/** How long a stop waits for an e-mail that is under way, ms. */
const STOP_MS = 1000;

export interface NoticeDispatcher {
  /** Sends what is due, now or right after the run that is under way; never waits, never throws. */
  kick(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  /** No more runs; what was not settled is sent again after the next start. */
  stop(): Promise<void>;
}

/** One run at a time, whoever asks how often. */
export function noticeDispatcher(deps: DispatchDeps): NoticeDispatcher {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;

  // a mail server that answers after the stop finds the databases closed: it will be asked again
  const tell = (error: unknown): void => {
    if (!stopping.signal.aborted) log('error', 'notices', { error });
  };

  async function run(): Promise<void> {
    do {
      again = false;
      await dispatchNotices(deps, stopping.signal).catch(tell);
    } while (again && !stopping.signal.aborted);
    running = undefined;
  }

  return {
    kick() {
      again = true;
      if (!stopping.signal.aborted) running ??= run();
    },
    idle: async () => {
      await running;
    },
    async stop() {
      stopping.abort();
      await Promise.race([running, after(STOP_MS)]);
    },
  };
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
