import type { Result } from '#base/result.ts';
import { listenToRelay } from '#server/relay/listen.ts';
import { fail, keyProcedure, router } from '#server/trpc.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import {
  relayConfirmInput,
  relayEndInput,
  relayOfferInput,
  relayPairings,
  relaySendInput,
} from '#wire/relay.ts';

/** Any key, so many calls a second: who is paired with whom decides, not who is signed in. */
const relayProcedure = keyProcedure.use(({ ctx, next }) =>
  ctx.server.relay.admit(ctx.key) ? next() : fail('rateLimited'),
);

const valueOf = <T>(result: Result<T, WireErrorCode>): T => (result.ok ? result.value : fail(result.error));

export const relayRouter = router({
  listen: relayProcedure.subscription(async function* ({ ctx: { server, key }, signal }) {
    const stream = await listenToRelay(server, key, signal ?? new AbortController().signal);
    const ended = yield* stream ?? fail('rateLimited');
    if (ended === 'replaced') fail('streamReplaced');
  }),

  send: relayProcedure
    .input(relaySendInput)
    .mutation(async ({ input, ctx: { server, key } }) => valueOf(await server.relay.send(key, input))),

  offer: relayProcedure
    .input(relayOfferInput)
    .mutation(({ input, ctx: { server, key } }) => valueOf(server.relay.offer(key, input.ticketHash))),

  confirm: relayProcedure
    .input(relayConfirmInput)
    .mutation(async ({ input, ctx: { server, key } }) => valueOf(await server.relay.confirm(key, input))),

  pairings: relayProcedure
    .output(relayPairings)
    .query(({ ctx: { server, key } }) => server.relay.pairings(key)),

  endPairing: relayProcedure
    .input(relayEndInput)
    .mutation(async ({ input, ctx: { server, key } }) =>
      valueOf(await server.relay.endPairing(key, input.peer)),
    ),
});
