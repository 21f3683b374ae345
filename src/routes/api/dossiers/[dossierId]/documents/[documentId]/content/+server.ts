import { isDocumentId, isDossierId } from '#base/brand.ts';
import { askerOf } from '#server/auth/asker.ts';
import { contentAnswer } from '#server/dossiers/content-answer.ts';
import { answerTo, refusal } from '#server/endpoint.ts';
import type { RequestHandler } from './$types';

/** The content of one document, or a range of it, for a signed-in reader; decided at each request. */
export const GET: RequestHandler = (event) =>
  answerTo(event, (caller) => {
    if (caller.kind !== 'session') return refusal('sessionMissing');
    const { dossierId, documentId } = event.params;
    if (!isDossierId(dossierId) || !isDocumentId(documentId)) return refusal('notFound');
    return contentAnswer(event.locals.server, event.request, { dossierId, documentId }, askerOf(caller));
  });
