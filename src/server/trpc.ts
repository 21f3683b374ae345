import { initTRPC, TRPCError } from '@trpc/server';
import type { Result } from '#base/result.ts';
import type { Caller, CallerError, LostDevice } from '#server/auth/sessions.ts';
import { refusingLost } from '#server/endpoint.ts';
import { temporaryFailure } from '#server/temporary-failure.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { WireError, WireErrorCode } from '#wire/errors.ts';
import { WIRE_VERSION } from '#wire/version.ts';

/** What a procedure has in hand: the server, and who asks as far as the request proves it. */
export type Context = {
  server: RelaisServer;
  caller: Result<Caller | LostDevice, CallerError>;
  /** As the app announces it; null where it does not. */
  wireVersion: number | null;
};

/** An error of the wire on its way through tRPC. */
class WireFailure extends Error {
  readonly wire: WireError;
  constructor(wire: WireError) {
    super(wire.code);
    this.wire = wire;
  }
}

type TrpcCode = ConstructorParameters<typeof TRPCError>[0]['code'];
const TRPC_CODES: Partial<Record<WireErrorCode, TrpcCode>> = {
  badRequest: 'BAD_REQUEST',
  unknownProcedure: 'NOT_FOUND',
  notFound: 'NOT_FOUND',
  wireVersion: 'PRECONDITION_FAILED',
  tooLarge: 'PAYLOAD_TOO_LARGE',
  rateLimited: 'TOO_MANY_REQUESTS',
  internal: 'INTERNAL_SERVER_ERROR',
  forbidden: 'FORBIDDEN',
  originRefused: 'FORBIDDEN',
  notPaired: 'FORBIDDEN',
  offerUnknown: 'NOT_FOUND',
  peerAway: 'CONFLICT',
  streamReplaced: 'CONFLICT',
};

/** Throws the one form in which an expected failure leaves a procedure. */
export function fail(code: WireErrorCode, because?: string): never {
  const wire = { code, ...(because !== undefined && { because }) };
  throw new TRPCError({
    code: TRPC_CODES[code] ?? 'UNAUTHORIZED',
    message: code,
    cause: new WireFailure(wire),
  });
}

/** Whatever went wrong, only a code goes out: no text of an exception, no stack, no input. */
function wireErrorOf(error: TRPCError): WireError {
  if (error.cause instanceof WireFailure) return error.cause.wire;
  if (error.code === 'NOT_FOUND') return { code: 'unknownProcedure' };
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return { code: 'badRequest' };
  if (error.code === 'METHOD_NOT_SUPPORTED' || error.code === 'UNSUPPORTED_MEDIA_TYPE')
    return { code: 'badRequest' };
  if (error.code === 'PAYLOAD_TOO_LARGE') return { code: 'tooLarge' };
  const because = temporaryFailure(error.cause);
  return { code: 'internal', ...(because !== undefined && { because }) };
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ error, shape }) => {
    const relais = wireErrorOf(error);
    return { code: shape.code, message: relais.code, data: { httpStatus: shape.data.httpStatus, relais } };
  },
  // the stream's own heartbeat keeps proxies from cutting it; `watch` has its own besides, which asks the rights again
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
});

export const router = t.router;

/** Anybody but a lost device, with an app of the same wire version. A lost one learns that first, however old its app. */
const appProcedure = t.procedure.use(({ ctx: { caller, wireVersion }, next }) => {
  const known = refusingLost(caller);
  if (!known.ok && known.error === 'wipeAsked') return fail('wipeAsked');
  return wireVersion === WIRE_VERSION ? next({ ctx: { caller: known } }) : fail('wireVersion');
});

/** Without any proof: what an app asks before it has a key. */
export const openProcedure = t.procedure;

/** The key of a device that was reported lost, or one that nobody knows any more; whatever the version of its app. */
export const lostProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.caller.ok) return fail(ctx.caller.error);
  const caller = ctx.caller.value;
  if (caller.kind === 'lost') return next({ ctx: { device: caller.device } });
  return caller.kind === 'anonymous' ? next({ ctx: { device: caller.jkt } }) : fail('forbidden');
});

/** A proof of some device key, registered or not. */
export const keyProcedure = appProcedure.use(({ ctx, next }) => {
  if (!ctx.caller.ok) return fail(ctx.caller.error);
  const caller = ctx.caller.value;
  return next({
    ctx: { key: caller.kind === 'anonymous' ? caller.jkt : caller.device, publicJwk: caller.publicJwk },
  });
});

/** A registered device, with or without a session. */
export const deviceProcedure = appProcedure.use(({ ctx, next }) => {
  if (!ctx.caller.ok) return fail(ctx.caller.error);
  const caller = ctx.caller.value;
  return caller.kind === 'anonymous' ? fail('deviceUnknown') : next({ ctx: { caller } });
});

/** A professional who signed in with a card. */
export const sessionProcedure = appProcedure.use(({ ctx, next }) => {
  if (!ctx.caller.ok) return fail(ctx.caller.error);
  const caller = ctx.caller.value;
  return caller.kind === 'session' ? next({ ctx: { caller } }) : fail('sessionMissing');
});
