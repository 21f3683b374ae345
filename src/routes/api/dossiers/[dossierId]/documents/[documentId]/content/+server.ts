import { isDocumentId, isDossierId } from '#base/brand.ts';
import { askerOf } from '#server/auth/asker.ts';
import { retrieveContent } from '#server/dossiers/content.ts';
import { callerOf, refusal, withNonce } from '#server/endpoint.ts';
import type { RequestHandler } from './$types';

/** The content of one document, for a signed-in reader; decided and traced at each request. */
export const GET: RequestHandler = async ({ request, params, locals: { server } }) => {
  const caller = await callerOf(server, request);
  if (!caller.ok) return withNonce(server, caller, refusal(caller.error));
  if (caller.value.kind !== 'session') return withNonce(server, caller, refusal('sessionMissing'));
  const { dossierId, documentId } = params;
  if (!isDossierId(dossierId) || !isDocumentId(documentId))
    return withNonce(server, caller, refusal('notFound'));
  const { psIdNat } = caller.value.professional;
  if (!(await server.limits.mayFetch(psIdNat, dossierId)))
    return withNonce(server, caller, refusal('rateLimited'));
  const content = await retrieveContent(server.commands, { dossierId, documentId }, askerOf(caller.value));
  if (!content.ok) return withNonce(server, caller, refusalOf(content.error));
  await server.limits.opened(psIdNat, [dossierId]);
  const { blobId, key, size } = content.value;
  const headers = {
    // never a type that a browser would run or show by itself: the app knows what it is from the entry
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'cache-control': 'no-store',
  };
  return withNonce(
    server,
    caller,
    new Response(await server.uploads.stream({ blobId, key, size }), { headers }),
  );
};

/** What is not there and what may not be seen are one answer. */
const refusalOf = (because: string): Response =>
  because === 'subjectUnknown' || because === 'dossierAbsent'
    ? refusal('notFound')
    : refusal('forbidden', because);
