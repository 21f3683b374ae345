import type { DeviceId } from '#base/brand.ts';
import { toBase64Url, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { AppRouter } from '#server/router.ts';
import { createTRPCClient, httpLink } from '@trpc/client';
import * as z from 'zod/mini';
import { instance, type Instance } from '../auth.ts';
import { TRPC_PATH } from '../endpoints.ts';
import type { WireErrorCode } from '../errors.ts';
import { relayEvent, relayPairings, type RelayEvent, type RelayPairing } from '../relay.ts';
import type { Fetch } from './dpop-fetch.ts';
import { openEventStream } from './event-stream.ts';
import { wireErrorIn } from './thrown-error.ts';

/** No answer of our server (no network, a portal, an answer cut off), or one that says why not. */
export type RelayError = { type: 'Unreachable' } | { type: 'Server'; code: WireErrorCode };

type Answer<T> = Promise<Result<T, RelayError>>;

/** The relay as either side sees it: the app in its page, the bridge in Node. See `wire/relay.ts`. */
export interface RelayClient {
  /**
   * Opens the one stream of this key. A stream that falls, or is silent for `SILENCE_MS`, is told once by `onDown` and
   * not opened again here. `streamReplaced`: another page or program listens with this key; opening again would end that one. Returns the way to stop.
   */
  listen(on: { onEvent(event: RelayEvent): void; onDown(error: RelayError): void }): () => void;
  /** `peerAway`: nobody listens there; `notPaired`; `offerUnknown`: ticket wrong, too old, or taken by another. */
  send(input: { to: DeviceId; frame: Bytes; ticket?: Bytes }): Answer<void>;
  /** Bridge. `ticketHash`: SHA-256 of the ticket. Replaces an earlier offer of the same bridge. */
  offer(ticketHash: Bytes): Answer<void>;
  /** Bridge: the app that took the offer is paired from now on. */
  confirm(input: { app: DeviceId; appName: string; bridgeName: string }): Answer<void>;
  /** Those of the asking key. */
  pairings(): Answer<readonly RelayPairing[]>;
  endPairing(peer: DeviceId): Answer<void>;
  instance(): Answer<Instance>;
}

/** The server gives a sign of life every 20 s; two of them lost, and the stream is taken for dead. */
export const SILENCE_MS = 50_000;
/** A call without an answer for this long (network gone, computer asleep) has failed. */
const CALL_MS = 20_000;

export type RelayClientDeps = {
  /** DPoP fetch with this side's own relay key. */
  fetch: Fetch;
  origin: string;
  /** Outside a browser nobody names the origin of a write, and the server refuses one that names none. */
  sendOrigin?: boolean;
};

export function createRelayClient(deps: RelayClientDeps): RelayClient {
  const { relay, auth } = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${deps.origin}${TRPC_PATH}`,
        methodOverride: 'POST',
        fetch: (url, init) => deps.fetch(url, initOf(deps, init)),
      }),
    ],
  });
  return {
    listen: (on) => listen(deps, on),
    send: ({ to, frame, ticket }) =>
      done(() =>
        relay.send.mutate({
          to,
          frame: toBase64Url(frame),
          ...(ticket && { ticket: toBase64Url(ticket) }),
        }),
      ),
    offer: (ticketHash) => done(() => relay.offer.mutate({ ticketHash: toBase64Url(ticketHash) })),
    confirm: (input) => done(() => relay.confirm.mutate(input)),
    pairings: () => ask(relayPairings, () => relay.pairings.query()),
    endPairing: (peer) => done(() => relay.endPairing.mutate({ peer })),
    instance: () => ask(instance, () => auth.instance.query()),
  };
}

function listen(deps: RelayClientDeps, on: Parameters<RelayClient['listen']>[0]): () => void {
  const down = (error: RelayError): void => {
    clearTimeout(timer);
    on.onDown(error);
  };
  const silent = (): void => {
    stop();
    down({ type: 'Unreachable' });
  };
  let timer = setTimeout(silent, SILENCE_MS);
  const stop = openEventStream(
    deps,
    {
      subscribe: ({ relay }, observer) => relay.listen.subscribe(undefined, observer),
      parse: (data) => relayEvent.safeParse(data).data,
    },
    {
      onEvent(event) {
        clearTimeout(timer);
        timer = setTimeout(silent, SILENCE_MS);
        on.onEvent(event);
      },
      onDown: (thrown) => down(errorOf(thrown)),
    },
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}

async function ask<T>(schema: z.ZodMiniType<T>, call: () => Promise<unknown>): Answer<T> {
  try {
    const parsed = schema.safeParse(await call());
    return parsed.success ? ok(parsed.data) : err({ type: 'Unreachable' });
  } catch (thrown) {
    return err(errorOf(thrown));
  }
}

async function done(call: () => Promise<unknown>): Answer<void> {
  const answer = await ask(z.unknown(), call);
  return answer.ok ? ok(undefined) : answer;
}

function errorOf(thrown: unknown): RelayError {
  const error = wireErrorIn(thrown);
  return error ? { type: 'Server', code: error.code } : { type: 'Unreachable' };
}

/** tRPC types its own request for every runtime; only what it sets is passed on. */
const initOf = (
  { origin, sendOrigin }: RelayClientDeps,
  init?: { method?: string | undefined; body?: unknown },
): RequestInit => ({
  method: init?.method ?? 'POST',
  headers: { 'content-type': 'application/json', ...(sendOrigin && { origin }) },
  signal: AbortSignal.timeout(CALL_MS),
  ...(typeof init?.body === 'string' ? { body: init.body } : {}),
});
