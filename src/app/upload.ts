import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ContentSource, LocalError, RemoteError, UploadOptions } from '#sync/ports.ts';
import { UPLOAD_CHUNK_BYTES, UPLOADS_PATH } from '#wire/endpoints.ts';
import { isWireError } from '#wire/errors.ts';
import type * as Tus from 'tus-js-client';
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { Fetch } from '#wire/client/dpop-fetch.ts';

type UploadError = RemoteError | LocalError;

/**
 * Sends a content by tus 1.0.0, in chunks that are opened from their sealed parts one at a time. Resumes at `url`; the
 * address is told as soon as the server gave one. One that fits a chunk goes with its creation, in one request. A
 * connection that broke after it brought the server something is taken up at once; the sync core does the rest.
 */
export async function uploadContent(
  deps: { fetch: Fetch; origin: string },
  source: ContentSource,
  options: UploadOptions,
): Promise<Result<void, UploadError>> {
  if (options.signal.aborted) return err({ type: 'Cancelled' });
  const tus = await import('tus-js-client');
  const state: UploadState = { url: options.url, reached: -1 };
  let atOnce = state.url === null && source.size <= UPLOAD_CHUNK_BYTES;
  for (;;) {
    const before = { ...state };
    const done = await attempt(tus, deps, source, { ...options, state, atOnce });
    if (done.ok || done.error.type !== 'Unreachable') return done;
    // cut off in its only request it would never arrive: from now on by an address, where what arrives stays
    if (!atOnce && state.url === before.url && state.reached <= before.reached) return done;
    atOnce = false;
  }
}

/** `reached`: bytes that the server is known to have. */
type UploadState = { url: string | null; reached: number };
type Attempt = UploadOptions & { state: UploadState; atOnce: boolean };

function attempt(
  { Upload }: Pick<typeof Tus, 'Upload'>,
  deps: { fetch: Fetch; origin: string },
  source: ContentSource,
  options: Attempt,
): Promise<Result<void, UploadError>> {
  const { state, atOnce, signal } = options;
  return new Promise((resolve) => {
    let failure: UploadError | undefined;
    const over = new AbortController();
    const settle = (done: Result<void, UploadError>): void => {
      over.abort();
      resolve(done);
    };
    const noteOffset = (offset: number): void => {
      state.reached = Math.max(state.reached, offset);
      options.onProgress(state.reached);
    };
    const upload = new Upload(new Blob([]), {
      endpoint: `${deps.origin}${UPLOADS_PATH}`,
      uploadUrl: state.url,
      uploadSize: source.size,
      chunkSize: UPLOAD_CHUNK_BYTES,
      uploadDataDuringCreation: atOnce,
      metadata: { sha256: source.sha256 },
      // the address is kept in the outbox row
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(source.sha256),
      httpStack: httpStack(deps.fetch, signal, noteOffset),
      fileReader: {
        openFile: () =>
          Promise.resolve({
            size: source.size,
            async slice(start: number, end: number) {
              const bytes = await source.slice(start, end);
              if (!bytes.ok) {
                failure = bytes.error;
                throw new Error(bytes.error.type);
              }
              return { value: new Chunk(bytes.value), done: end >= source.size };
            },
            close: () => {},
          }),
      },
      onUploadUrlAvailable: () => {
        if (!upload.url) return;
        state.url = upload.url;
        options.onUrl(upload.url);
      },
      onSuccess: () => settle(ok(undefined)),
      onError: (thrown) => settle(err(failure ?? errorOf(thrown))),
    });
    signal.addEventListener(
      'abort',
      () => {
        // what was sent stays on the server for the next attempt
        void upload.abort(false);
        settle(err({ type: 'Cancelled' }));
      },
      { once: true, signal: over.signal },
    );
    upload.start();
  });
}

/** What tus-js-client hands on: it asks a slice for its size alone. No Blob, which a browser may write to disk. */
class Chunk {
  readonly bytes: Bytes;
  readonly size: number;
  constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }
}

function errorOf(thrown: Error): RemoteError {
  const answer = 'originalResponse' in thrown ? thrown.originalResponse : null;
  if (!isHttpResponse(answer)) return { type: 'Unreachable' };
  try {
    const body: unknown = JSON.parse(answer.getBody());
    if (isWireError(body)) return { type: 'Server', error: body };
  } catch {
    // not our server's words
  }
  return answer.getStatus() === 423 || answer.getStatus() === 409
    ? { type: 'Server', error: { code: 'uploadRefused' } }
    : { type: 'Unreachable' };
}

const isHttpResponse = (value: unknown): value is HttpResponse =>
  typeof value === 'object' && value !== null && 'getBody' in value && 'getStatus' in value;

/** tus over our own fetch, so that DPoP travels with every request. */
const httpStack = (fetch: Fetch, signal: AbortSignal, onOffset: (offset: number) => void): HttpStack => ({
  createRequest: (method, url) => httpRequest({ fetch, signal, onOffset }, method, url),
  getName: () => 'relais-fetch',
});

type Asking = { fetch: Fetch; signal: AbortSignal; onOffset: (offset: number) => void };

function httpRequest({ fetch, signal, onOffset }: Asking, method: string, url: string): HttpRequest {
  const headers = new Headers();
  const own = new AbortController();
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (name, value) => headers.set(name, value),
    getHeader: (name) => headers.get(name) ?? undefined,
    setProgressHandler: () => {}, // fetch tells no progress within a request; chunks do
    async send(body: unknown) {
      const answer = await fetch(url, {
        method,
        headers,
        signal: AbortSignal.any([own.signal, signal]),
        ...(body instanceof Chunk ? { body: body.bytes } : {}),
      });
      const text = await answer.text();
      const offset = Number(answer.headers.get('upload-offset') ?? NaN);
      if (answer.ok && Number.isSafeInteger(offset)) onOffset(offset);
      return {
        getStatus: () => answer.status,
        getHeader: (name) => answer.headers.get(name) ?? undefined,
        getBody: () => text,
        getUnderlyingObject: () => answer,
      };
    },
    abort: () => Promise.resolve(own.abort()),
    getUnderlyingObject: () => undefined,
  };
}
