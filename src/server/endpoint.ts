import type { WireErrorCode } from '#wire/errors.ts';
import { authenticate, type Caller, type CallerError } from './auth/sessions.ts';
import type { RelaisServer } from './server.server.ts';
import type { Result } from '#base/result.ts';

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

export function callerOf(server: RelaisServer, request: Request): Promise<Result<Caller, CallerError>> {
  return authenticate({ ...server.auth, dpop: server.dpop }, request);
}

/** Every answer to an app carries the nonce for its next proof (RFC 9449 §8.2). */
export function withNonce(
  server: RelaisServer,
  caller: Result<Caller, CallerError>,
  response: Response,
): Response {
  const headers = new Headers(response.headers);
  headers.set('DPoP-Nonce', server.dpop.freshNonce());
  // only then may the app make the same request again: another refusal could have had its effect already
  if (!caller.ok && caller.error === 'dpopNonce')
    headers.set('WWW-Authenticate', 'DPoP error="use_dpop_nonce"');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
