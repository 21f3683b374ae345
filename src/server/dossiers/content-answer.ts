import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Asker } from '#server/access.ts';
import { refusal } from '#server/endpoint.ts';
import { askedRange, rangeCounts } from '#server/files/byte-range.ts';
import type { UploadStore } from '#server/files/upload-store.ts';
import type { requestLimits } from '#server/limits/request-limits.ts';
import type { FetchesUnderWay } from './fetches-under-way.ts';
import { retrieveContent, type ContentDeps, type OpenContent } from './content.ts';

type Deps = {
  commands: ContentDeps;
  fetches: FetchesUnderWay;
  uploads: Pick<UploadStore, 'stream'>;
  limits: Pick<ReturnType<typeof requestLimits>, 'mayFetch' | 'opened'>;
};

/**
 * The content of one document, or a range of its bytes (RFC 9110 §14). Decided at each request, before anything is said
 * of size or range; traced once for what one device fetches in ten minutes, however often its connection breaks.
 */
export async function contentAnswer(
  deps: Deps,
  request: Request,
  wanted: { dossierId: DossierId; documentId: DocumentId },
  asker: Asker,
): Promise<Response> {
  const { dossierId, documentId } = wanted;
  const { psIdNat } = asker.professional;
  if (!(await deps.limits.mayFetch(psIdNat, dossierId))) return refusal('rateLimited');
  const rest = /^bytes=0*[1-9]/.test(request.headers.get('range') ?? '');
  const underWay = { fetches: deps.fetches, rest };
  const content = await retrieveContent(deps.commands, wanted, asker, underWay);
  if (!content.ok) return refusalOf(content.error);
  await deps.limits.opened(psIdNat, [dossierId]);
  return rangeAnswer(deps.uploads, request.headers, documentId, content.value);
}

async function rangeAnswer(
  uploads: Deps['uploads'],
  asking: Headers,
  documentId: DocumentId,
  content: OpenContent,
): Promise<Response> {
  const { size } = content;
  const etag = etagOf(documentId);
  const headers = { ...FIXED_HEADERS, etag };
  const range = rangeCounts(asking.get('if-range'), etag) ? asking.get('range') : null;
  const asked = askedRange(range, size);
  if (asked.kind === 'outside')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  const { start, end } = asked.kind === 'part' ? asked : { start: 0, end: size };
  const body = await uploads.stream(content, { start, end });
  const length = { 'content-length': String(end - start) };
  if (asked.kind === 'whole') return new Response(body, { headers: { ...headers, ...length } });
  const part = { 'content-range': `bytes ${start}-${end - 1}/${size}` };
  return new Response(body, { status: 206, headers: { ...headers, ...length, ...part } });
}

/**
 * Strong, since a document never changes; and of the document alone: that two documents, or an upload and a document,
 * are one content is nobody's to see.
 */
const etagOf = (documentId: DocumentId): string => `"${documentId}"`;

const FIXED_HEADERS = {
  // never a type that a browser would run or show by itself: the app knows what it is from the entry
  'content-type': 'application/octet-stream',
  'accept-ranges': 'bytes',
  'cache-control': 'no-store',
};

/** What is not there and what may not be seen are one answer. */
const refusalOf = (because: string): Response =>
  because === 'subjectUnknown' || because === 'dossierAbsent'
    ? refusal('notFound')
    : refusal('forbidden', because);
