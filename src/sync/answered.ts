import { ok, type Result } from '#base/result.ts';
import type { Receipt } from '#wire/commands.ts';
import type { LocalError, Outbox, OutboxItem, Receipted, SyncError, SyncEvent } from './ports.ts';

/** What the server answered to the commands of one request. */
export type Answered = {
  done: readonly Receipted[];
  refused: readonly Receipted[];
  matched: number;
  /** The server lacks a content that is here. */
  lost: boolean;
};

export function answeredOf(items: readonly OutboxItem[], receipts: readonly Receipt[]): Answered {
  const receiptBy = new Map(receipts.toReversed().map((receipt) => [keyOf(receipt), receipt]));
  const matched = items.flatMap((item) => {
    const receipt = receiptBy.get(keyOf({ ...item.command, hash: item.hash }));
    return receipt ? [{ item, receipt }] : [];
  });
  const notDone = matched.filter(({ receipt }) => !isDone(receipt));
  const refused = notDone.filter(({ item, receipt }) => !(item.content && isContentLost(receipt)));
  return {
    done: matched.filter(({ receipt }) => isDone(receipt)),
    refused,
    matched: matched.length,
    lost: refused.length < notDone.length,
  };
}

/** A receipt answers one command only: the one with its device, number and bytes. */
const keyOf = ({ device, n, hash }: Pick<Receipt, 'device' | 'n' | 'hash'>): string =>
  `${device}|${n}|${hash}`;

export const isDone = ({ outcome }: Receipt): boolean => outcome.type === 'done';

/** The one refusal that is not final, where the content is here: the server has it not. The next round uploads it. */
const isContentLost = ({ outcome }: Receipt): boolean =>
  outcome.type === 'refused' && outcome.code === 'contentMissing';

type Deps = { outbox: Pick<Outbox, 'settle' | 'refuse'>; emit(event: SyncEvent): void };

export type Keeping = {
  /** Begins once those before are kept; their failure is told here. */
  keep(answered: Answered): Promise<Result<void, LocalError>>;
  /** What sending came to, once all is kept: a failure of the storage comes first. */
  after<T>(sent: Result<T, SyncError>): Promise<Result<T, SyncError>>;
  idle(): Promise<void>;
};

/** Keeps what was answered, one answer after the other, while the next commands are on their way. */
export function keepingOf(deps: Deps): Keeping {
  let last: Promise<Result<void, LocalError>> = Promise.resolve(ok(undefined));
  return {
    async keep(answered) {
      const before = await last;
      if (before.ok) last = keepAnswered(deps, answered);
      return before;
    },
    async after(sent) {
      const kept = await last;
      return kept.ok ? sent : kept;
    },
    idle: async () => void (await Promise.allSettled([last])),
  };
}

async function keepAnswered(
  deps: Deps,
  { done, refused, matched }: Answered,
): Promise<Result<void, LocalError>> {
  const settled = await deps.outbox.settle(done);
  if (!settled.ok) return settled;
  for (const { item, receipt } of refused) {
    const moved = await deps.outbox.refuse(item, receipt);
    if (!moved.ok) return moved;
  }
  if (matched > 0) deps.emit({ kind: 'outbox' });
  return ok(undefined);
}
