import { callerOrLost, withNonce } from '#server/endpoint.ts';
import { appRouter } from '#server/router.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { TRPC_PATH } from '#wire/endpoints.ts';
import { WIRE_HEADER } from '#wire/version.ts';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';

/** The tRPC endpoint of a server in this process, without HTTP between. */
export const trpcFetch =
  (server: RelaisServer): Fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const caller = await callerOrLost(server, request);
    const answer = await fetchRequestHandler({
      endpoint: TRPC_PATH,
      req: request,
      router: appRouter,
      allowMethodOverride: true,
      createContext: () => ({ server, caller, wireVersion: Number(request.headers.get(WIRE_HEADER)) }),
    });
    return withNonce(server, caller, answer);
  };
