import { err, ok, type Result } from '#base/result.ts';
import { answeredOf, isDone, keepingOf, type Keeping } from './answered.ts';
import { planPush } from './plan.ts';
import type { PushOutput } from '#wire/sync.ts';
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
  /** The server answered a moment ago. */
  isHeard(): boolean;
};

/** Contents that go up at the same time: one of them always waits for the server's disk. */
const UPLOADS_AT_ONCE = 3;

/**
 * Sends everything that waits, in the order of each dossier. A row leaves the outbox only for a receipt with its
 * device, number and hash. Returns the first failure that more attempts may cure; what failed stays where it is.
 * @param waiting all that the outbox holds
 */
export async function pushAll(
  deps: PushDeps,
  waiting: readonly OutboxItem[],
): Promise<Result<void, SyncError>> {
  const round: Round = { uploaded: new Set(), held: new Set(deps.paused), failure: undefined };
  let listed = waiting;
  while (!deps.signal.aborted) {
    const plan = planPush({ outbox: listed, ...round });
    if (plan.push.length + plan.uploads.length === 0) break;
    const sent = await pushListed(deps, listed, round);
    if (!sent.ok) return sent;
    if (sent.value === 'restored') break;
    // what was written meanwhile, and what waits again with its content
    const outbox = await deps.outbox.list();
    if (!outbox.ok) return outbox;
    listed = outbox.value;
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
  const keeping = keepingOf(deps);
  let outbox = listed;
  try {
    while (!deps.signal.aborted && !uploads.ended()) {
      const plan = planPush({ outbox, ...round });
      uploads.begin(plan.uploads);
      if (plan.push.length > 0) {
        const sent = await pushBatch(deps, plan.push, keeping);
        if (!sent.ok || sent.value === 'restored') return await keeping.after(sent);
        const gone = new Set(plan.push);
        outbox = outbox.filter((item) => !gone.has(item));
      } else if (!(await uploads.next())) break;
    }
  } finally {
    await uploads.idle();
    await keeping.idle();
  }
  const ended = uploads.ended();
  return keeping.after(ended ? err(ended) : ok('sent'));
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
    const sent = await uploadOne(deps, item).finally(() => running.delete(n));
    const gone = !sent.ok && sent.error.type === 'VaultDamaged' && !(await isThere(deps, n));
    const done = gone ? err<RemoteError>({ type: 'Cancelled' }) : sent;
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
 * had sent before comes first, and may be what was missing. What was answered is kept while the next ones are on their way.
 */
async function pushBatch(
  deps: PushDeps,
  listed: readonly OutboxItem[],
  keeping: Keeping,
): Promise<Result<'sent' | 'restored', SyncError>> {
  const heard = deps.isHeard() ? ok('heard' as const) : await knock(deps);
  if (!heard.ok || heard.value === 'restored') return heard.ok ? ok('restored') : heard;
  const offered = await deps.outbox.offer(listed.map((item) => item.command.n));
  if (!offered.ok) return offered;
  const items = listed.filter((item) => offered.value.has(item.command.n));
  if (items.length === 0) return ok('sent');
  deps.emit({ kind: 'sending', ns: items.map((item) => item.command.n) });
  const answer = await deps.remote.push(
    items.map((item) => item.signed),
    deps.restoreEpoch,
  );
  deps.emit({ kind: 'sending', ns: [] });
  if (!answer.ok) return answer;
  const restored = isRestored(deps, answer.value);
  const { receipts } = answer.value;
  const answered = answeredOf(items, restored ? receipts.filter(isDone) : receipts);
  const kept = await keeping.keep(answered);
  if (!kept.ok) return kept;
  if (restored) return ok('restored');
  if (answered.matched < items.length) return err({ type: 'ReceiptMismatch' });
  return answered.lost ? err({ type: 'Server', error: { code: 'uploadRefused' } }) : ok('sent');
}

const isRestored = ({ restoreEpoch }: PushDeps, answer: PushOutput): boolean =>
  restoreEpoch !== null && answer.restoreEpoch !== restoreEpoch;

/** A push of nothing: what would be lost on its way to a server that is not there could never be taken back. */
async function knock(deps: PushDeps): Promise<Result<'heard' | 'restored', SyncError>> {
  const answer = await deps.remote.push([], deps.restoreEpoch);
  if (!answer.ok) return answer;
  return ok(isRestored(deps, answer.value) ? 'restored' : 'heard');
}

/** What was taken back in another tab while it went up is no failure. Where the rows do not open it is not known. */
async function isThere({ outbox }: PushDeps, n: number): Promise<boolean> {
  const listed = await outbox.list();
  return !listed.ok || listed.value.some(({ command }) => command.n === n);
}

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
