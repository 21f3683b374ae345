import { UNREADABLE, type ReadDocument } from '#documents/reading/read-document.ts';
import { trustedScriptUrl } from './trusted-types.ts';
import type { ReadBytes } from './read-here.ts';
import type { ReadingAnswer, ReadingTask } from './reading-worker.ts';
import workerUrl from './reading-worker.ts?worker&url';

/** What takes longer is read by the server, which has more time. */
const LONGEST_MS = 8000;

/** Reads in a worker of its own, which ends with the file: nothing of a dossier stays in it. */
export const browserReader: ReadBytes = (bytes, mediaType, tell) =>
  new Promise((resolve) => {
    const thread = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'reading' });
    const settle = (read: ReadDocument): void => {
      clearTimeout(late);
      thread.terminate();
      resolve(read);
    };
    const late = setTimeout(() => settle(UNREADABLE), LONGEST_MS);
    thread.addEventListener('message', ({ data }: MessageEvent<ReadingAnswer>) => {
      if ('check' in data) tell?.(data.check);
      else settle(data.read);
    });
    thread.addEventListener('error', () => settle(UNREADABLE));
    thread.postMessage({ bytes, mediaType, check: tell !== undefined } satisfies ReadingTask);
  });
