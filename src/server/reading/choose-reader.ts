import { readDocument } from '#documents/reading/read-document.ts';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DocumentReader } from './document-reader.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { threadReader } from './thread-reader.ts';

/** Reads in the caller's own thread: for programs that run from source, and for tests. */
export const readerHere = (): DocumentReader => ({
  read: oneAtATime(readDocument),
  stop: async () => undefined,
});

/** In a thread where its program lies beside the one that runs, as builds have it. */
export function chooseReader(program = process.argv[1]): DocumentReader {
  const beside = program && join(dirname(program), 'reading-worker.js');
  return beside && existsSync(beside) ? threadReader(beside) : readerHere();
}
