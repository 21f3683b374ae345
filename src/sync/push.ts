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
  /** As last known here; null before the first contact. */
  restoreEpoch: number | null;
};

/** Contents that go up at the same time: one of them always waits for the server's disk. */
const UPLOADS_AT_ONCE = 3;

/**
 * Sends everything that waits, in the order of each dossier. A row leaves the outbox only for a receipt with its
 * device, number and hash. Returns the first failure that more attempts may cure; what failed stays where it is.
 */
export async function pushAll(deps: PushDeps): Promise<Result<void, SyncError>> {
  const round: Round = { uploaded: new Set(), held: new Set(deps.paused), failure: undefined };
  while (!deps.signal.aborted) {
    const outbox = await deps.outbox.list();
    if (!outbox.ok) return outbox;
    // what was written meanwhile, and what waits again with its content
    const plan = planPush({ outbox: outbox.value, ...round });
    if (plan.push.length + plan.uploads.length === 0) break;
    const sent = await pushListed(deps, outbox.value, round);
    if (!sent.ok) return sent;
    if (sent.value === 'restored') break;
  }
  return round.failure ? err(round.failure) : ok(undefined);
}

type Round = { uploaded: Set<number>; held: Set<number>; failure: SyncError | undefined };

/**
 * Opens no row twice: of a thousand that wait, each batch would open all again. Contents go up beside the commands: one
 * that has all it names on the server does not wait for the contents of others.
 */
async function pushListed(
  deps: PushDeps,
  listed: readonly OutboxItem[],
  round: Round,
): Promise<Result<'sent' | 'restored', SyncError>> {
  const uploads = uploadsOf(deps, round);
  let outbox = listed;
  try {
    while (!deps.signal.aborted && !uploads.ended()) {
      const plan = planPush({ outbox, ...round });
      uploads.begin(plan.uploads);
      if (plan.push.length > 0) {
        const sent = await pushBatch(deps, plan.push);
        if (!sent.ok || sent.value === 'restored') return sent;
        const gone = new Set(plan.push);
        outbox = outbox.filter((item) => !gone.has(item));
      } else if (!(await uploads.next())) break;
    }
  } finally {
    await uploads.idle();
  }
  const ended = uploads.ended();
  return ended ? err(ended) : ok('sent');
}

/** The contents that are going up now, and what became of them: told to the round. */
function uploadsOf(deps: PushDeps, round: Round) {
  const running = new Map<number, Promise<void>>();
  let waiting: readonly OutboxItem[] = [];
  let ended: SyncError | undefined;
  const mayBegin = ({ command: { n } }: OutboxItem): boolean =>
    !running.has(n) && !round.uploaded.has(n) && !round.held.has(n);
  function fill(): void {
    while (running.size < UPLOADS_AT_ONCE && !ended && !deps.signal.aborted) {
      const item = waiting.find(mayBegin);
      if (!item) return;
      running.set(item.command.n, run(item));
    }
  }
  async function run(item: OutboxItem): Promise<void> {
    const { n } = item.command;
    const done = await uploadOne(deps, item).finally(() => running.delete(n));
    (done.ok ? round.uploaded : round.held).add(n);
    if (!done.ok && done.error.type !== 'Cancelled') round.failure = done.error;
    if (!done.ok && endsRound(done.error)) ended ??= done.error;
    fill(); // while a push is under way too
  }
  return {
    /** These, in their order: as many at the same time as may be. */
    begin(items: readonly OutboxItem[]): void {
      waiting = items;
      fill();
    },
    /** Resolves when one has ended; false where none is under way. */
    async next(): Promise<boolean> {
      if (running.size === 0) return false;
      await Promise.race(running.values());
      return true;
    },
    async idle(): Promise<void> {
      waiting = [];
      await Promise.all(running.values());
    },
    /** The failure that the next one would meet as well. */
    ended: (): SyncError | undefined => ended,
  };
}

/** Failures that the next upload would meet as well. */
const endsRound = (error: RemoteError | LocalError): boolean =>
  error.type === 'Unreachable' || error.type === 'VaultLocked' || error.type === 'StorageFailed';

/**
 * `restored`: the server stands on a backup since. It takes nothing then, and a refusal is not believed: what this device
 * had sent before comes first, and may be what was missing.
 */
async function pushBatch(
  deps: PushDeps,
  items: readonly OutboxItem[],
): Promise<Result<'sent' | 'restored', SyncError>> {
  deps.emit({ kind: 'sending', ns: items.map((item) => item.command.n) });
  const answer = await deps.remote.push(
    items.map((item) => item.signed),
    deps.restoreEpoch,
  );
  deps.emit({ kind: 'sending', ns: [] });
  if (!answer.ok) return answer;
  const restored = deps.restoreEpoch !== null && answer.value.restoreEpoch !== deps.restoreEpoch;
  const { receipts } = answer.value;
  const taken = await takeReceipts(deps, items, restored ? receipts.filter(isDone) : receipts);
  if (!taken.ok) return taken;
  if (restored) return ok('restored');
  if (taken.value.matched < items.length) return err({ type: 'ReceiptMismatch' });
  return taken.value.lost ? err({ type: 'Server', error: { code: 'uploadRefused' } }) : ok('sent');
}

async function takeReceipts(
  deps: PushDeps,
  items: readonly OutboxItem[],
  receipts: readonly Receipt[],
): Promise<Result<{ matched: number; lost: boolean }, LocalError>> {
  const matched = items.flatMap((item) => {
    const receipt = receipts.find((candidate) => answers(candidate, item));
    return receipt ? [{ item, receipt }] : [];
  });
  const settled = await deps.outbox.settle(matched.filter(({ receipt }) => isDone(receipt)));
  if (!settled.ok) return settled;
  const notDone = matched.filter(({ receipt }) => !isDone(receipt));
  const refused = notDone.filter(({ item, receipt }) => !(item.content && isContentLost(receipt)));
  for (const { item, receipt } of refused) {
    const moved = await deps.outbox.refuse(item, receipt);
    if (!moved.ok) return moved;
  }
  if (matched.length > 0) deps.emit({ kind: 'outbox' });
  return ok({ matched: matched.length, lost: refused.length < notDone.length });
}

const isDone = ({ outcome }: Receipt): boolean => outcome.type === 'done';

/** The one refusal that is not final, where the content is here: the server has it not. The next round uploads it. */
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
