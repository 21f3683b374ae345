import { callerOf, refusal, withNonce } from '#server/endpoint.ts';
import { UPLOAD_CHUNK_BYTES } from '#wire/endpoints.ts';
import type { RequestHandler } from './$types';

/** tus 1.0.0. Every request is authorised; a registered device may finish its outbox after the session's end. */
const handle: RequestHandler = async ({ request, locals: { server } }) => {
  if (Number(request.headers.get('content-length') ?? 0) > UPLOAD_CHUNK_BYTES) return refusal('tooLarge');
  const caller = await callerOf(server, request);
  if (!caller.ok) return withNonce(server, caller, refusal(caller.error));
  if (caller.value.kind === 'anonymous') return withNonce(server, caller, refusal('deviceUnknown'));
  const { device, professional } = caller.value;
  return withNonce(server, caller, await server.uploads.handle(request, { device, professional }));
};

export const POST = handle;
export const HEAD = handle;
export const PATCH = handle;
export const DELETE = handle;
export const OPTIONS = handle;
