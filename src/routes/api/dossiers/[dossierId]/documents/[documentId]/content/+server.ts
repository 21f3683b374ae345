import { isDocumentId, isDossierId } from '#base/brand.ts';
import { askerOf } from '#server/auth/asker.ts';
import { contentAnswer } from '#server/dossiers/content-answer.ts';
import { callerOf, refusal, withNonce } from '#server/endpoint.ts';
import type { RequestHandler } from './$types';

/** The content of one document, or a range of it, for a signed-in reader; decided at each request. */
export const GET: RequestHandler = async ({ request, params, locals: { server } }) => {
  const caller = await callerOf(server, request);
  if (!caller.ok) return withNonce(server, caller, refusal(caller.error));
  if (caller.value.kind !== 'session') return withNonce(server, caller, refusal('sessionMissing'));
  const { dossierId, documentId } = params;
  if (!isDossierId(dossierId) || !isDocumentId(documentId))
    return withNonce(server, caller, refusal('notFound'));
  const answer = await contentAnswer(server, request, { dossierId, documentId }, askerOf(caller.value));
  return withNonce(server, caller, answer);
};
