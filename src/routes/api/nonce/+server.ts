import type { RequestHandler } from './$types';

/** A nonce for the first proof of a page (RFC 9449 §8.2), so that no request is refused only to be told one. */
export const GET: RequestHandler = ({ locals: { server } }) =>
  new Response(null, {
    status: 204,
    headers: { 'DPoP-Nonce': server.dpop.freshNonce(), 'cache-control': 'no-store' },
  });
