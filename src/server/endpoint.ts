import { log } from '#base/log.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { WIPE_HEADER } from '#wire/endpoints.ts';
import { authenticate, type Caller, type CallerError, type LostDevice } from './auth/sessions.ts';
import type { RelaisServer } from './server.server.ts';
import { temporaryFailure } from './temporary-failure.ts';
import { err, ok, type Result } from '#base/result.ts';

const STATUS: Partial<Record<WireErrorCode, number>> = {
  badRequest: 400,
  originRefused: 403,
  forbidden: 403,
  notFound: 404,
  tooLarge: 413,
  rateLimited: 429,
  internal: 500,
};

/**
 * An error of an endpoint that is not tRPC's: the code as JSON, nothing else. The connection ends with it, since the
 * request's body was not read and would stand before the next request.
 */
export function refusal(code: WireErrorCode, because?: string): Response {
  const body = { code, ...(because !== undefined && { because }) };
  return Response.json(body, {
    status: STATUS[code] ?? 401,
    headers: { 'cache-control': 'no-store', connection: 'close' },
  });
}

/** As the request proves it; a lost device is a caller of its own, for the one procedure that listens to it. */
export const callerOrLost = (
  server: RelaisServer,
  request: Request,
): Promise<Result<Caller | LostDevice, CallerError>> =>
  authenticate({ ...server.auth, dpop: server.dpop }, request);

/** For every other endpoint: a lost device is refused like a proof that does not hold. */
export async function callerOf(server: RelaisServer, request: Request): Promise<Result<Caller, CallerError>> {
  return refusingLost(await callerOrLost(server, request));
}

export function refusingLost(caller: Result<Caller | LostDevice, CallerError>): Result<Caller, CallerError> {
  if (!caller.ok) return caller;
  return caller.value.kind === 'lost' ? err('wipeAsked') : ok(caller.value);
}

/**
 * Every answer to an app carries the nonce for its next proof (RFC 9449 §8.2), and every one to a lost device that it is
 * to be wiped: an event stream has no other place for it.
 */
export function withNonce(
  server: RelaisServer,
  caller: Result<Caller | LostDevice, CallerError>,
  response: Response,
): Response {
  const headers = new Headers(response.headers);
  headers.set('DPoP-Nonce', server.dpop.freshNonce());
  const known = refusingLost(caller);
  if (!known.ok && known.error === 'wipeAsked') headers.set(WIPE_HEADER, 'asked');
  // only then may the app make the same request again: another refusal could have had its effect already
  if (!caller.ok && caller.error === 'dpopNonce')
    headers.set('WWW-Authenticate', 'DPoP error="use_dpop_nonce"');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** What SvelteKit hands to an endpoint. */
type Asked = { request: Request; locals: { server: RelaisServer }; route: { id: string | null } };

/**
 * Answers a request that is not tRPC's to whoever proved to ask. A failure inside leaves as tRPC's do: a code, with why
 * where it passes by itself; the log keeps what it was.
 */
export async function answerTo(
  { request, locals: { server }, route }: Asked,
  work: (caller: Caller) => Promise<Response> | Response,
): Promise<Response> {
  let caller: Result<Caller, CallerError> | undefined;
  try {
    caller = await callerOf(server, request);
    const answer = caller.ok ? await work(caller.value) : refusal(caller.error);
    return withNonce(server, caller, answer);
  } catch (error) {
    log('error', 'unexpected', { route: route.id ?? 'none', error });
    const answer = refusal('internal', temporaryFailure(error));
    return caller ? withNonce(server, caller, answer) : answer;
  }
}
