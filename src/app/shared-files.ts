import type { Timer } from '#base/timer.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';

/**
 * A file that another app shares comes to the service worker by POST (`share_target` of the manifest), since a page is
 * only then being opened. The worker has no key to seal it with, so it keeps the bytes in its memory, gives them once to
 * the page that asks, and forgets them soon if none does.
 *
 *     browser → worker   POST RECEIVE_PATH, multipart, FIELD
 *     worker → browser   303, RECEIVE_PATH?SHARED_MARK
 *     page → worker      { type: 'relais-shared' } with a port
 *     worker → page      the files, over that port; none where it was ended in between
 */
export const RECEIVE_PATH = '/recevoir';
/** On the address of the page: a file should be waiting for it. */
export const SHARED_MARK = 'partage';
/** As the manifest names it. */
const FIELD = 'fichiers';
const QUESTION = 'relais-shared';
/** The page that follows the POST asks within a moment, or never; ms. */
const KEEP_MS = 60_000;
const ANSWER_MS = 5000;

/** What is too large for any dossier is not read: it goes on as it came, to be refused by its size. */
export type SharedFile = {
  readonly name: string;
  readonly type: string;
  readonly content: ArrayBuffer | File;
};

/** In the service worker. */
export interface SharedFiles {
  /** Answers the POST. */
  receive(request: Request): Promise<Response>;
  /** Once. */
  take(): readonly SharedFile[];
}

export function holdSharedFiles(timer: Timer): SharedFiles {
  let held: readonly SharedFile[] = [];
  let callOff = (): void => undefined;
  return {
    async receive(request) {
      callOff();
      held = await readFiles(request);
      callOff = timer.after(KEEP_MS, () => (held = []));
      return new Response(null, { status: 303, headers: { Location: `${RECEIVE_PATH}?${SHARED_MARK}` } });
    },
    take() {
      const taken = held;
      callOff();
      held = [];
      return taken;
    },
  };
}

/** None where the form cannot be read: the page says that nothing arrived. */
async function readFiles(request: Request): Promise<SharedFile[]> {
  try {
    const files = (await request.formData()).getAll(FIELD).filter((value) => value instanceof File);
    return await Promise.all(files.map(readFile));
  } catch {
    return [];
  }
}

async function readFile(file: File): Promise<SharedFile> {
  const content = file.size > MAX_DOCUMENT_BYTES ? file : await file.arrayBuffer();
  return { name: file.name, type: file.type, content };
}

/** Answers a page; anything else that is said to the worker is not for here. */
export function answerPage({ data, ports }: Pick<MessageEvent, 'data' | 'ports'>, shared: SharedFiles): void {
  if (!isQuestion(data)) return;
  const files = shared.take();
  const bytes = files.map(({ content }) => content).filter((content) => content instanceof ArrayBuffer);
  ports[0]?.postMessage(files, bytes);
}

const isQuestion = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === QUESTION;

/** In the page: what the worker holds for it. None where no worker is in charge, or where it was ended meanwhile. */
export function takeSharedFiles(
  worker: { postMessage(message: unknown, transfer: Transferable[]): void } | null | undefined,
  timer: Timer,
): Promise<readonly File[]> {
  if (!worker) return Promise.resolve([]);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const done = (files: readonly File[]): void => {
      callOff();
      port1.close();
      resolve(files);
    };
    const callOff = timer.after(ANSWER_MS, () => done([]));
    port1.onmessage = ({ data }: MessageEvent<unknown>) => done(parseShared(data));
    worker.postMessage({ type: QUESTION }, [port2]);
  });
}

const parseShared = (data: unknown): File[] =>
  Array.isArray(data)
    ? data.filter(isShared).map(({ name, type, content }) => new File([content], name, { type }))
    : [];

const isShared = (value: unknown): value is SharedFile =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'type' in value &&
  typeof value.type === 'string' &&
  'content' in value &&
  (value.content instanceof ArrayBuffer || value.content instanceof Blob);
