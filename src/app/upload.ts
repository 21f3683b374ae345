import { err, ok, type Result } from '#base/result.ts';
import type { ContentSource, LocalError, RemoteError, UploadOptions } from '#sync/ports.ts';
import { UPLOAD_CHUNK_BYTES, UPLOADS_PATH } from '#wire/endpoints.ts';
import { isWireError } from '#wire/errors.ts';
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { Fetch } from '#wire/client/dpop-fetch.ts';

type UploadError = RemoteError | LocalError;

/**
 * Sends a content by tus 1.0.0, in chunks that are opened from their sealed parts one at a time. Resumes at `url`; the
 * address is told as soon as the server gave one. tus-js-client is loaded with the first upload.
 */
export async function uploadContent(
  deps: { fetch: Fetch; origin: string },
  source: ContentSource,
  options: UploadOptions,
): Promise<Result<void, UploadError>> {
  if (options.signal.aborted) return err({ type: 'Cancelled' });
  const tus = await import('tus-js-client');
  return new Promise((resolve) => {
    let failure: UploadError | undefined;
    const upload = new tus.Upload(new Blob([]), {
      endpoint: `${deps.origin}${UPLOADS_PATH}`,
      uploadUrl: options.url,
      uploadSize: source.size,
      chunkSize: UPLOAD_CHUNK_BYTES,
      metadata: { sha256: source.sha256 },
      // the sync core retries; the address is kept in the outbox row
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(source.sha256),
      httpStack: httpStack(deps.fetch, options.signal),
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
              // tus-js-client asks the slice for its size, which a Blob has
              return { value: new Blob([bytes.value]), done: end >= source.size };
            },
            close: () => {},
          }),
      },
      onUploadUrlAvailable: () => {
        if (upload.url) options.onUrl(upload.url);
      },
      onChunkComplete: (_size, accepted) => options.onProgress(accepted),
      onSuccess: () => resolve(ok(undefined)),
      onError: (thrown) => resolve(err(failure ?? errorOf(thrown))),
    });
    options.signal.addEventListener(
      'abort',
      () => {
        // what was sent stays on the server for the next attempt
        void upload.abort(false);
        resolve(err({ type: 'Cancelled' }));
      },
      { once: true },
    );
    upload.start();
  });
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
const httpStack = (fetch: Fetch, signal: AbortSignal): HttpStack => ({
  createRequest: (method, url) => httpRequest(fetch, signal, method, url),
  getName: () => 'relais-fetch',
});

function httpRequest(fetch: Fetch, signal: AbortSignal, method: string, url: string): HttpRequest {
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
        ...(body instanceof Blob ? { body } : {}),
      });
      const text = await answer.text();
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
