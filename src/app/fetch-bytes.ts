import { err, ok, type Result } from '#base/result.ts';
import type { RemoteError } from '#sync/ports.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { remoteErrorIn } from './remote-error.ts';
import type { ViewState } from './view.svelte.ts';

/** `length` where the server named it, in bytes; `start`: the first byte's place in the whole, by its range. */
export type Answered = {
  body: ReadableStream<Uint8Array>;
  length: number | undefined;
  start: number;
  mediaType: string | null;
};

/** A body that is no JSON of ours: fetched with DPoP and the session, read as it comes; from a byte on where asked. */
export async function requestBytes(
  fetch: Fetch,
  path: string,
  signal: AbortSignal,
  from = 0,
): Promise<Result<Answered, RemoteError>> {
  try {
    const range = from > 0 ? { headers: { range: `bytes=${from}-` } } : {};
    const answer = await fetch(path, { signal, ...range });
    if (!answer.ok || !answer.body) return err(await remoteErrorIn(answer));
    const { headers } = answer;
    const start = answer.status === 206 ? startOf(headers) : 0;
    const mediaType = headers.get('content-type');
    return ok({ body: answer.body, length: lengthOf(headers), start, mediaType });
  } catch {
    return err({ type: signal.aborted ? 'Cancelled' : 'Unreachable' });
  }
}

/** RFC 9110 §14.4. */
const startOf = (headers: Headers): number =>
  Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? NaN);

/** Of a body that was packed on its way the length says nothing. */
function lengthOf(headers: Headers): number | undefined {
  const length = Number(headers.get('content-length') ?? NaN);
  return Number.isSafeInteger(length) && !headers.has('content-encoding') ? length : undefined;
}

export type ByteReader = ReadableStreamDefaultReader<Uint8Array>;

/** Undefined at the end. */
export async function nextChunk(
  reader: ByteReader,
  signal: AbortSignal,
): Promise<Result<Uint8Array | undefined, RemoteError>> {
  try {
    const { value } = await reader.read();
    return signal.aborted ? err({ type: 'Cancelled' }) : ok(value);
  } catch {
    return err({ type: signal.aborted ? 'Cancelled' : 'Unreachable' });
  }
}

/** What a transfer told of the network. */
export function noteReached(view: ViewState, done: Result<unknown, { type: string }>): void {
  if (done.ok || done.error.type === 'Server') view.online = true;
  else if (done.error.type === 'Unreachable') view.online = false;
}
