import { answerTo, refusal } from '#server/endpoint.ts';
import { hasRoomFor } from '#server/free-space.ts';
import { UPLOAD_CHUNK_BYTES } from '#wire/endpoints.ts';
import type { RequestHandler } from './$types';

/** tus 1.0.0. Every request is authorised; a registered device may finish its outbox after the session's end. */
const handle: RequestHandler = (event) => {
  const { request, locals } = event;
  if (Number(request.headers.get('content-length') ?? 0) > UPLOAD_CHUNK_BYTES) return refusal('tooLarge');
  return answerTo(event, async (caller) => {
    if (caller.kind === 'anonymous') return refusal('deviceUnknown');
    const { device, professional } = caller;
    const answer = await locals.server.uploads.handle(request, { device, professional });
    // what writes the bytes keeps to itself why it failed
    const isFull = answer.status === 500 && !(await hasRoomFor(locals.server.config, UPLOAD_CHUNK_BYTES));
    return isFull ? refusal('internal', 'storageFull') : answer;
  });
};

export const POST = handle;
export const HEAD = handle;
export const PATCH = handle;
export const DELETE = handle;
export const OPTIONS = handle;
