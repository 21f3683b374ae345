import type { Bytes } from '#base/bytes.ts';
import { log } from '#base/log.ts';
import { UNREADABLE, type ReadDocument } from '#documents/reading/read-document.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DocumentReader } from './document-reader.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** One file may take no longer: 25 MB of CDA take a fifth of it. */
const LONGEST_MS = 20_000;
/** A bomb of pictures or text ends its thread, and not the server. */
const LIMITS = { maxOldGenerationSizeMb: 384, stackSizeMb: 4 };

/**
 * Reads in a thread, one file after the other: what is slow, endless or larger than memory costs that thread alone, and
 * the file counts as unread. The thread starts with the first file, and again after it ended.
 *
 * @param program the bundled `worker.ts`
 */
export function threadReader(program: string, longestMs = LONGEST_MS): DocumentReader {
  let thread: Worker | undefined;

  function start(): Worker {
    const started = new Worker(program, { resourceLimits: LIMITS });
    // an idle thread does not keep the process alive, and its end is no failure of the process
    started.unref();
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    return started;
  }

  async function stop(): Promise<void> {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  }

  async function readNow(bytes: Bytes, mediaType: MediaType): Promise<ReadDocument> {
    thread ??= start();
    const read = await answerOf(thread, { bytes, mediaType }, longestMs);
    if (read) return read;
    log('warning', 'document.unread', { mediaType, size: bytes.length });
    await stop();
    return UNREADABLE;
  }

  return { read: oneAtATime(readNow), stop };
}

/** Undefined where the thread failed or took too long. */
async function answerOf(
  thread: Worker,
  question: { bytes: Bytes; mediaType: MediaType },
  longestMs: number,
): Promise<ReadDocument | undefined> {
  const answered = once(thread, 'message', { signal: AbortSignal.timeout(longestMs) });
  thread.postMessage(question);
  try {
    const [read] = (await answered) as [ReadDocument];
    return read;
  } catch {
    return undefined;
  }
}
