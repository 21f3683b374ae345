import { err, ok, type Result } from '#base/result.ts';
import type { UploadHandler } from '#server/files/upload-handler.ts';
import type { ContentSource, LocalError, RemoteError, UploadOptions } from '#sync/ports.ts';
import { UPLOADS_PATH } from '#wire/endpoints.ts';

/** One request of tus 1.0.0 to the server, over the simulated network; undefined when no answer came. */
export type AskTus = (request: Request) => Promise<Response | undefined>;
export type TusServer = Pick<UploadHandler, 'handle'>;

const UNREACHABLE = err<RemoteError>({ type: 'Unreachable' });

/** Sends a content in parts of `partBytes`; goes on where the server says that it stands, and begins anew where it forgot. */
export async function uploadBy(
  ask: AskTus,
  source: ContentSource,
  options: UploadOptions,
  partBytes: number,
): Promise<Result<void, RemoteError | LocalError>> {
  const { url, signal } = options;
  const begun = url === null ? undefined : await offsetOf(ask, url);
  if (begun === 'unreachable') return UNREACHABLE;
  const place = begun === undefined ? await create(ask, source) : { url: url ?? '', offset: begun };
  if (typeof place === 'string') return refusedOr(place);
  options.onUrl(place.url);
  let { offset } = place;
  while (offset < source.size) {
    if (signal.aborted) return err({ type: 'Cancelled' });
    const part = await source.slice(offset, Math.min(source.size, offset + partBytes));
    if (!part.ok) return part;
    const sent = await ask(
      tus(
        'PATCH',
        place.url,
        {
          'Upload-Offset': String(offset),
          'Content-Type': 'application/offset+octet-stream',
          'Content-Length': String(part.value.length),
        },
        part.value,
      ),
    );
    if (!sent) return UNREACHABLE;
    if (sent.status !== 204) return refusedOr('refused');
    offset = Number(sent.headers.get('upload-offset'));
    options.onProgress(offset);
  }
  return ok(undefined);
}

const refusedOr = (why: 'unreachable' | 'refused'): Result<never, RemoteError> =>
  why === 'unreachable' ? UNREACHABLE : err({ type: 'Server', error: { code: 'uploadRefused' } });

/** Undefined: the server knows nothing of it. */
async function offsetOf(ask: AskTus, url: string): Promise<number | undefined | 'unreachable'> {
  const answer = await ask(tus('HEAD', url, {}));
  if (!answer) return 'unreachable';
  return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : undefined;
}

async function create(
  ask: AskTus,
  { size, sha256 }: ContentSource,
): Promise<{ url: string; offset: number } | 'unreachable' | 'refused'> {
  const metadata = `sha256 ${Buffer.from(sha256).toString('base64')}`;
  const headers = { 'Upload-Length': String(size), 'Upload-Metadata': metadata };
  const answer = await ask(tus('POST', UPLOADS_PATH, headers));
  if (!answer) return 'unreachable';
  const url = answer.headers.get('location');
  return answer.status === 201 && url !== null ? { url, offset: 0 } : 'refused';
}

const tus = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Uint8Array<ArrayBuffer>,
): Request =>
  new Request(new URL(path, 'http://localhost:3000'), {
    method,
    headers: { 'Tus-Resumable': '1.0.0', ...headers },
    ...(body && { body }),
  });
