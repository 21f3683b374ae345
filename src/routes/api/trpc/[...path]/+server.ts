import { callerOrLost, refusal, withNonce } from '#server/endpoint.ts';
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
  return withNonce(server, caller, await measured(answer));
};

/** With its length known a small answer is not worth compressing, and is not; a stream goes on as it is. */
async function measured(answer: Response): Promise<Response> {
  if (!answer.headers.get('content-type')?.startsWith('application/json')) return answer;
  const body = await answer.text();
  const headers = new Headers(answer.headers);
  headers.set('content-length', String(Buffer.byteLength(body)));
  return new Response(body, { status: answer.status, headers });
}

function wireVersionOf(request: Request): number | null {
  const header = request.headers.get(WIRE_HEADER);
  return header === null ? null : Number(header);
}

export const GET = handle;
export const POST = handle;
