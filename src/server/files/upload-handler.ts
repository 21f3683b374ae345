import { isContentHash, type DeviceId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { UPLOAD_CHUNK_BYTES, UPLOADS_PATH } from '#wire/endpoints.ts';
import { Server, type Upload } from '@tus/server';
import { SealedDataStore } from './sealed-data-store.ts';
import { discardUpload, type FinishDeps } from './upload-finish.ts';
import { answerTo, refusalAnswer, UploadRefusal } from './upload-refusal.ts';

/** A registered device and the professional whose it is, as its proof showed. */
export type Uploader = { device: DeviceId; professional: Actor };

export type UploadHandler = { handle(request: Request, by: Uploader): Promise<Response> };

type Deps = FinishDeps & {
  /** Leaves the trace of a refusal. */
  refused(by: Uploader, reason: string): Promise<void>;
};

/** What waits of one device at most. */
const MAX_WAITING = 200;
/** Room for what a proxy or a client adds to a chunk. */
const CHUNK_SLACK_BYTES = 64 * 1024;
const METHODS: ReadonlySet<string> = new Set(['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * tus 1.0.0 with creation, creation with the first bytes (a small content costs one request) and termination, by
 * @tus/server. Every request is held against the upload's creator; the
 * length is announced, and the SHA-256 of the whole as metadata `sha256`. Nothing else of the metadata is kept.
 */
export function uploadHandler(deps: Deps): UploadHandler {
  const callers = new WeakMap<object, Uploader>();
  const refusals = new WeakMap<object, UploadRefusal>();
  const created = new WeakMap<object, string>();
  /** Uploads whose only request is under way. */
  const whole = new Set<string>();
  const callerOf = (request: object): Uploader => {
    const caller = callers.get(request);
    if (!caller) throw new Error('an upload request that nobody stands behind');
    return caller;
  };
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: new SealedDataStore({ ...deps, comesWhole: (uploadId) => whole.has(uploadId) }),
    maxSize: MAX_DOCUMENT_BYTES,
    relativeLocation: true,
    disableTerminationForFinishedUploads: true, // a command may be taking it right now
    namingFunction: () => deps.random.uuid(),
    onIncomingRequest: (request, uploadId) =>
      request.method === 'POST' ? Promise.resolve() : authorise(deps, callerOf(request), uploadId),
    onUploadCreate: async (request, upload) => {
      await register(deps, callerOf(request), upload);
      created.set(request, upload.id);
      if (bringsAll(request, upload)) whole.add(upload.id);
      return {};
    },
    onResponseError: (request, error) => {
      if (error instanceof UploadRefusal) refusals.set(request, error);
      return undefined;
    },
  });

  return {
    async handle(request, by) {
      const oversize = checkBody(request);
      if (oversize) return answerTo(oversize);
      if (!METHODS.has(request.method)) return refusalAnswer(405);
      callers.set(request, by);
      const answered = tus.handleWeb(request).finally(() => whole.delete(created.get(request) ?? ''));
      const answer = withoutCors(await answered);
      if (answer.status < 400) return answer;
      // its address was in no answer: nobody could go on with it
      const unknown = created.get(request);
      if (unknown !== undefined) await discardUpload(deps, unknown);
      const refusal = refusals.get(request) ?? ownReasonOf(request, answer.status);
      if (refusal && refusal.reason !== 'unknown') await deps.refused(by, refusal.reason);
      return refusalAnswer(answer.status, refusal?.reason, answer.headers);
    },
  };
}

/** Only POST and PATCH carry bytes; without a length nobody could tell too much from enough. */
function checkBody({ method, headers, body }: Request): UploadRefusal | undefined {
  if (body === null || (method !== 'POST' && method !== 'PATCH')) return undefined;
  const length = headers.get('content-length');
  if (length === null) return new UploadRefusal('lengthMissing');
  return Number(length) <= UPLOAD_CHUNK_BYTES + CHUNK_SLACK_BYTES
    ? undefined
    : new UploadRefusal('chunkTooLarge');
}

async function authorise({ rows }: Deps, by: Uploader, uploadId: string): Promise<void> {
  const row = await rows.find(uploadId);
  if (!row) throw new UploadRefusal('unknown');
  if (row.deviceId !== by.device || row.psIdNat !== by.professional.psIdNat)
    throw new UploadRefusal('notYours');
}

async function register({ rows, random }: Deps, by: Uploader, upload: Upload): Promise<void> {
  const { id: uploadId, size = 0 } = upload;
  const sha256 = upload.metadata?.sha256 ?? '';
  if (size < 1) throw new UploadRefusal('empty');
  if (!isContentHash(sha256)) throw new UploadRefusal('hashMissing');
  if ((await rows.countOf(by.device)) >= MAX_WAITING) throw new UploadRefusal('tooManyWaiting');
  await rows.create({
    uploadId,
    psIdNat: by.professional.psIdNat,
    deviceId: by.device,
    contentTag: await rows.tagOf(sha256),
    size,
    key: random.bytes(32),
  });
}

/** A creation whose body is the content. */
const bringsAll = ({ headers }: Request, { size }: Upload): boolean =>
  headers.get('content-type') === 'application/offset+octet-stream' &&
  Number(headers.get('content-length')) === size;

/** @tus/server itself refuses an announced length over the limit. */
const ownReasonOf = ({ method }: Request, status: number): UploadRefusal | undefined =>
  method === 'POST' && status === 413 ? new UploadRefusal('tooLarge') : undefined;

/** The app has the server's own origin; @tus/server would open the door to all others. */
function withoutCors(answer: Response): Response {
  for (const name of [...answer.headers.keys()])
    if (name.startsWith('access-control-')) answer.headers.delete(name);
  answer.headers.set('cache-control', 'no-store');
  return answer;
}
