import type { DocumentId, DossierId } from '#base/brand.ts';
import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { ContentStore } from '#store/content-store.ts';
import type { StoreError } from '#store/errors.ts';
import type { RemoteError } from '#sync/ports.ts';
import { contentPath } from '#wire/endpoints.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { nextChunk, requestBytes, type ByteReader } from './fetch-bytes.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

export type DownloadError = RemoteError | StoreError | { type: 'ContentDamaged' };

type Watch = { onProgress: (done: number) => void; signal: AbortSignal };

export type DownloadDeps = { fetch: Fetch; contents: ContentStore };

/**
 * Fetches the content of a document into the cache, sealed part by part as it comes; kept only when it is the content
 * that the entry names. Returns the identifier of what was kept.
 */
export async function downloadContent(
  { fetch, contents }: DownloadDeps,
  at: { dossierId: DossierId; entry: DocumentEntry; parentKey: string },
  watch: Watch,
): Promise<Result<string, DownloadError>> {
  const { dossierId, entry, parentKey } = at;
  const answer = await requestBytes(fetch, contentPath(dossierId, entry.documentId), watch.signal);
  if (!answer.ok) return answer;
  const writer = await contents.create({ ref: entry.documentId, dossier: dossierId, parentKey });
  if (!writer.ok) return writer;
  const kept = await keep(answer.value.body, writer.value, entry, watch);
  if (!kept.ok) await writer.value.abandon();
  return kept.ok ? ok(writer.value.blobId) : kept;
}

/** The same, into memory alone. */
export async function readContent(
  fetch: Fetch,
  { dossierId, entry }: { dossierId: DossierId; entry: DocumentEntry },
  watch: Watch,
): Promise<Result<Bytes, DownloadError>> {
  const answer = await requestBytes(fetch, contentPath(dossierId, entry.documentId), watch.signal);
  if (!answer.ok) return answer;
  const chunks: Uint8Array[] = [];
  const writer: Writer = {
    async write(bytes) {
      chunks.push(bytes);
      return ok(undefined);
    },
    finish: async () => ok(undefined),
  };
  const read = await keep(answer.value.body, writer, entry, watch);
  return read.ok ? ok(concat(...chunks)) : read;
}

type Writer = {
  write(bytes: Uint8Array): Promise<Result<void, StoreError>>;
  finish(): Promise<Result<void, StoreError>>;
};

async function keep(
  body: ReadableStream<Uint8Array>,
  writer: Writer,
  entry: DocumentEntry,
  { onProgress, signal }: Watch,
): Promise<Result<void, DownloadError>> {
  const { createSHA256 } = await import('hash-wasm');
  const hash = (await createSHA256()).init();
  const reader = body.getReader();
  let done = 0;
  for (;;) {
    const chunk = await nextChunk(reader, signal);
    if (!chunk.ok) return chunk;
    if (!chunk.value) break;
    done += chunk.value.length;
    if (done > entry.size) return stop(reader, { type: 'ContentDamaged' });
    hash.update(chunk.value);
    const written = await writer.write(chunk.value);
    if (!written.ok) return stop(reader, written.error);
    onProgress(done);
  }
  // fewer bytes than the entry says: cut off on the way
  if (done < entry.size) return err({ type: 'Unreachable' });
  return hash.digest('hex') === entry.sha256 ? writer.finish() : err({ type: 'ContentDamaged' });
}

async function stop(reader: ByteReader, error: DownloadError): Promise<Result<never, DownloadError>> {
  await reader.cancel().catch(() => {});
  return err(error);
}

export const appErrorOfDownload = (error: DownloadError): AppError =>
  error.type === 'ContentDamaged' ? error : appErrorOf(error);

/** Names the transfer of a document in the view. */
export const downloadId = (documentId: DocumentId): string => `down/${documentId}`;
