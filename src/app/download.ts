import type { DocumentId, DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoreError } from '#store/errors.ts';
import type { RemoteError } from '#sync/ports.ts';
import { contentPath } from '#wire/endpoints.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { nextChunk, requestBytes, type Answered, type ByteReader } from './fetch-bytes.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { sealedInMemory, type MemoryContent } from './sealed-in-memory.ts';

export type DownloadError = RemoteError | StoreError | { type: 'ContentDamaged' };

type Watch = { onProgress: (done: number) => void; signal: AbortSignal };
type Wanted = { dossierId: DossierId; entry: DocumentEntry };

export type DownloadDeps = { fetch: Fetch; contents: ContentStore };

/**
 * Fetches the content of a document into the cache, sealed part by part as it comes, and goes on after the parts that an
 * earlier attempt left. Kept only when it is the content that the entry names. Returns the identifier of what was kept.
 */
export async function downloadContent(
  { fetch, contents }: DownloadDeps,
  { dossierId, entry, parentKey }: Wanted & { parentKey: string },
  watch: Watch,
): Promise<Result<string, DownloadError>> {
  const at = { ref: entry.documentId, dossier: dossierId, parentKey, size: entry.size };
  const writer = await contents.resume(at);
  if (!writer.ok) return writer;
  const fetched = await fetchInto(fetch, { dossierId, entry }, writer.value, watch);
  const done = fetched.ok ? await writer.value.finish(entry.sha256) : fetched;
  if (done.ok) return ok(writer.value.blobId);
  // what came is not the content; of one that was cut off or stopped the whole parts wait for the next attempt
  if (done.error.type === 'ContentDamaged') await writer.value.abandon();
  return done;
}

/** The same, into memory alone: sealed there too, under a key that nobody keeps. */
export async function readContent(
  fetch: Fetch,
  wanted: Wanted,
  watch: Watch,
): Promise<Result<MemoryContent, DownloadError>> {
  const content = await sealedInMemory(wanted.entry.size);
  const fetched = await fetchInto(fetch, wanted, content, watch);
  if (!fetched.ok) return fetched;
  return (await content.isWhole(wanted.entry.sha256)) ? ok(content) : err({ type: 'ContentDamaged' });
}

/** Where bytes go; `written` counts those that are there. */
type Sink = {
  readonly written: number;
  write(bytes: Uint8Array): Promise<Result<void, StoreError>>;
};

/** From the first missing byte to the end. A connection that broke after it brought something is taken up at once. */
async function fetchInto(
  fetch: Fetch,
  { dossierId, entry }: Wanted,
  sink: Sink,
  watch: Watch,
): Promise<Result<void, DownloadError>> {
  const path = contentPath(dossierId, entry.documentId);
  while (sink.written < entry.size) {
    const before = sink.written;
    const answer = await requestBytes(fetch, path, watch.signal, before);
    const done = answer.ok ? await append(answer.value, sink, entry.size, watch) : answer;
    if (done.ok) continue;
    if (done.error.type !== 'Unreachable' || sink.written === before) return done;
  }
  return ok(undefined);
}

async function append(
  { body, start, mediaType }: Answered,
  sink: Sink,
  size: number,
  { onProgress, signal }: Watch,
): Promise<Result<void, DownloadError>> {
  const reader = body.getReader();
  // a captive portal, or a range that nobody asked for
  if (mediaType !== CONTENT_TYPE || !(start <= sink.written)) return stop(reader, { type: 'Unreachable' });
  /** Bytes that are here already: whoever does not know ranges sends the whole. */
  let known = sink.written - start;
  for (;;) {
    const chunk = await nextChunk(reader, signal);
    if (!chunk.ok) return chunk;
    // the end, or a connection that was cut without a word
    if (!chunk.value) return sink.written === size ? ok(undefined) : err({ type: 'Unreachable' });
    const fresh = chunk.value.subarray(known);
    known -= chunk.value.length - fresh.length;
    if (sink.written + fresh.length > size) return stop(reader, { type: 'ContentDamaged' });
    const written = await sink.write(fresh);
    if (!written.ok) return stop(reader, written.error);
    onProgress(sink.written);
  }
}

/** What the server calls every content; the entry knows what it is. */
const CONTENT_TYPE = 'application/octet-stream';

async function stop(reader: ByteReader, error: DownloadError): Promise<Result<never, DownloadError>> {
  await reader.cancel().catch(() => {});
  return err(error);
}

export const appErrorOfDownload = (error: DownloadError): AppError =>
  error.type === 'ContentDamaged' ? error : appErrorOf(error);

/** Names the transfer of a document in the view. */
export const downloadId = (documentId: DocumentId): string => `down/${documentId}`;
