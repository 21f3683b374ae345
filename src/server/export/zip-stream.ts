import { utf8, type Bytes } from '#base/bytes.ts';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file of the archive. What does not shrink, or is to be the same byte for byte at a glance, is stored. */
export type ZipFile = { name: string; store: boolean; content: AsyncIterable<Uint8Array> };

/** Of the format without its 64-bit extension (APPNOTE 4.4.1.4): bytes, and number of files. */
export const ZIP_MAX_BYTES = 0xffff_ffff;
export const ZIP_MAX_FILES = 0xffff;

/**
 * A ZIP as a stream: a part of one file at a time is in memory, and the next is asked for only when the reader took it.
 * A file that fails, fails the stream. @param modifiedAt of every file, ms
 */
export function zipStream(files: AsyncIterable<ZipFile>, modifiedAt: number): ReadableStream<Bytes> {
  const chunks = zipped(files, modifiedAt);
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* zipped(files: AsyncIterable<ZipFile>, modifiedAt: number): AsyncGenerator<Bytes> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (chunk.length > 0) ready.push(chunk);
  });
  for await (const { name, store, content } of files) {
    const file = store ? new ZipPassThrough(name) : new ZipDeflate(name);
    file.mtime = modifiedAt;
    zip.add(file);
    for await (const part of content) {
      file.push(new Uint8Array(part));
      yield* taken(ready);
    }
    file.push(new Uint8Array(), true);
    yield* taken(ready);
  }
  zip.end();
  yield* taken(ready);
}

function* taken(ready: Uint8Array[]): Generator<Bytes> {
  for (const chunk of ready.splice(0)) yield new Uint8Array(chunk);
}

const TEXT_CHUNK = 16 * 1024;

/** UTF-8 of a text that comes in pieces, a few at a time. */
export async function* textBytes(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Bytes> {
  let waiting = '';
  for await (const piece of pieces) {
    waiting += piece;
    if (waiting.length < TEXT_CHUNK) continue;
    yield utf8(waiting);
    waiting = '';
  }
  if (waiting !== '') yield utf8(waiting);
}
