import { callerOrLost, refusal, withNonce } from '#server/endpoint.ts';
import { packedAnswer } from '#server/packed-answer.ts';
import { appRouter } from '#server/router.ts';
import { MAX_JSON_BYTES, TRPC_PATH } from '#wire/endpoints.ts';
import { WIRE_HEADER } from '#wire/version.ts';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { RequestHandler } from './$types';

/** Queries come by POST, so that no input stands in a URL; only the event stream, which has none, comes by GET. */
const handle: RequestHandler = async ({ request, locals: { server } }) => {
  if (request.method === 'POST' && Number(request.headers.get('content-length') ?? Infinity) > MAX_JSON_BYTES)
    return refusal('tooLarge');
  const caller = await callerOrLost(server, request);
  const answer = await fetchRequestHandler({
    endpoint: TRPC_PATH,
    req: request,
    router: appRouter,
    allowMethodOverride: true,
    maxBatchSize: 20,
    createContext: () => ({ server, caller, wireVersion: wireVersionOf(request) }),
  });
  return withNonce(server, caller, await packedAnswer(request, answer));
};

function wireVersionOf(request: Request): number | null {
  const header = request.headers.get(WIRE_HEADER);
  return header === null ? null : Number(header);
}

export const GET = handle;
export const POST = handle;
