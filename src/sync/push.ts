import { err, ok, type Result } from '#base/result.ts';
import type { Receipt } from '#wire/commands.ts';
import { planPush } from './plan.ts';
import type { LocalError, Outbox, OutboxItem, Remote, RemoteError, SyncError, SyncEvent } from './ports.ts';

export type PushDeps = {
  remote: Pick<Remote, 'push' | 'upload'>;
  outbox: Outbox;
  emit(event: SyncEvent): void;
  /** Called off when the vault is locked. */
  signal: AbortSignal;
  /** A signal of its own for each upload, which the user may cancel. */
  uploadSignal(n: number): AbortSignal;
  /** Cancelled by the user: stay waiting until the user asks again. */
  paused: ReadonlySet<number>;
};

/**
 * Sends everything that waits, in the order of each dossier. A row leaves the outbox only for a receipt with its
 * device, number and hash. Returns the first failure that more attempts may cure; what failed stays where it is.
 */
export async function pushAll(deps: PushDeps): Promise<Result<void, SyncError>> {
  const uploaded = new Set<number>();
  const held = new Set(deps.paused);
  let failure: SyncError | undefined;
  while (!deps.signal.aborted) {
    const outbox = await deps.outbox.list();
    if (!outbox.ok) return outbox;
    const plan = planPush({ outbox: outbox.value, uploaded, held });
    if (plan.push.length > 0) {
      const sent = await pushBatch(deps, plan.push);
      if (!sent.ok) return sent;
      continue;
    }
    const next = plan.uploads[0];
    if (!next) break;
    const done = await uploadOne(deps, next);
    if (done.ok) uploaded.add(next.command.n);
    else {
      held.add(next.command.n);
      if (done.error.type !== 'Cancelled') failure = done.error;
      if (endsRound(done.error)) return done;
    }
  }
  return failure ? err(failure) : ok(undefined);
}

/** Failures that the next upload would meet as well. */
const endsRound = (error: RemoteError | LocalError): boolean =>
  error.type === 'Unreachable' || error.type === 'VaultLocked' || error.type === 'StorageFailed';

async function pushBatch(deps: PushDeps, items: readonly OutboxItem[]): Promise<Result<void, SyncError>> {
  deps.emit({ kind: 'sending', ns: items.map((item) => item.command.n) });
  const answer = await deps.remote.push(items.map((item) => item.signed));
  deps.emit({ kind: 'sending', ns: [] });
  if (!answer.ok) return answer;
  let matched = 0;
  let lost = false;
  for (const item of items) {
    const receipt = answer.value.receipts.find((candidate) => answers(candidate, item));
    if (!receipt) continue;
    if (isContentLost(receipt)) {
      matched++;
      lost = true;
      continue;
    }
    const taken =
      receipt.outcome.type === 'done'
        ? await deps.outbox.settle(item, receipt)
        : await deps.outbox.refuse(item, receipt);
    if (!taken.ok) return taken;
    matched++;
    deps.emit({ kind: 'outbox' });
  }
  if (matched < items.length) return err({ type: 'ReceiptMismatch' });
  return lost ? err({ type: 'Server', error: { code: 'uploadRefused' } }) : ok(undefined);
}

/** The one refusal that is not final: the server has not, or no longer, the content. The next round uploads it again. */
const isContentLost = ({ outcome }: Receipt): boolean =>
  outcome.type === 'refused' && outcome.code === 'contentMissing';

/** A receipt answers one command only: the one with its device, number and bytes. */
export const answers = (receipt: Receipt, { command, hash }: Pick<OutboxItem, 'command' | 'hash'>): boolean =>
  receipt.device === command.device && receipt.n === command.n && receipt.hash === hash;

async function uploadOne(deps: PushDeps, item: OutboxItem): Promise<Result<void, RemoteError | LocalError>> {
  const { n, body } = item.command;
  if (body.type !== 'provideDocument') return ok(undefined);
  const source = await deps.outbox.contentOf(n);
  if (!source.ok) return source;
  const total = source.value.size;
  const progress = (done: number) =>
    deps.emit({ kind: 'upload', n, documentId: body.document.documentId, done, total });
  progress(0);
  const sent = await deps.remote.upload(source.value, {
    url: item.uploadUrl,
    // remembered as soon as known, so that a closed tab resumes; where storing fails the upload merely begins anew
    onUrl: (url) => void deps.outbox.setUploadUrl(n, url),
    onProgress: progress,
    signal: deps.uploadSignal(n),
  });
  deps.emit({ kind: 'uploadEnded', n });
  return sent;
}
