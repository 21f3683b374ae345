import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import { MAX_DOSSIERS_PER_PULL, type PullOutput, type PullResult } from '#wire/sync.ts';
import { FIRST_PAGE_SIZE, nextPageSize } from './page-size.ts';
import type { Dossiers, HeldCommit, LocalError, Remote, SyncError, SyncEvent } from './ports.ts';
import { takeResult, type Complete, type Pending, type Settled } from './pull-result.ts';

export type PullDeps = {
  remote: Pick<Remote, 'pull'>;
  dossiers: Pick<Dossiers, 'read' | 'accepts' | 'commit' | 'confirm' | 'remove'>;
  clock: Clock;
  emit: (event: SyncEvent) => void;
  signal: AbortSignal;
  /** The user asks for these dossiers now (DeviceContact). */
  opened: boolean;
};

/** How a dossier came out of a pull. */
export type Pulled = 'changed' | Settled;

/**
 * Fetches what changed, for many dossiers at once, page by page. A dossier is committed only when its last page came
 * and count and digest agree with our own rows; where they do not, it is fetched once more from the beginning, and
 * then given up with an error, what was held before staying as it was. What one answer completes is stored together.
 */
export async function pullAll(
  deps: PullDeps,
  wants: ReadonlyMap<DossierId, string | null>,
): Promise<Result<ReadonlyMap<DossierId, Pulled>, SyncError>> {
  const outcomes = new Map<DossierId, Pulled>();
  const pending = new Map<DossierId, Pending>();
  for (const [id, cursor] of wants) pending.set(id, { cursor, staged: undefined, retried: false });
  let pageSize = FIRST_PAGE_SIZE;
  while (pending.size > 0 && !deps.signal.aborted) {
    const asked = new Map([...pending].slice(0, MAX_DOSSIERS_PER_PULL));
    const began = deps.clock.monotonic();
    const answer = await deps.remote.pull({
      wants: Array.from(asked, ([dossierId, { cursor }]) => ({ dossierId, cursor })),
      pageSize,
    });
    if (!answer.ok) return answer;
    pageSize = nextPageSize(pageSize, deps.clock.monotonic() - began);
    const taken = await takeAnswer(deps, asked, answer.value);
    if (!taken.ok) return taken;
    for (const id of asked.keys()) {
      const next = taken.value.pending.get(id);
      const outcome = taken.value.outcomes.get(id);
      if (next) pending.set(id, next);
      if (!outcome) continue;
      pending.delete(id);
      outcomes.set(id, outcome);
    }
  }
  return ok(outcomes);
}

type Taken = { pending: ReadonlyMap<DossierId, Pending>; outcomes: ReadonlyMap<DossierId, Pulled> };

/** Everything that one answer brings: read apart, then stored together. */
async function takeAnswer(
  deps: PullDeps,
  asked: ReadonlyMap<DossierId, Pending>,
  answer: PullOutput,
): Promise<Result<Taken, SyncError>> {
  const ours = resultsFor(asked, answer.results);
  // what says nothing of what was asked is no answer of our server
  if (ours.length === 0) return err({ type: 'Unreachable' });
  const taken = await Promise.all(ours.map(({ state, result }) => takeResult(deps, state, result)));
  const pending = new Map<DossierId, Pending>();
  const complete = new Map<DossierId, Complete>();
  const outcomes = new Map<DossierId, Pulled>();
  for (const one of taken) {
    if (!one.ok) return one;
    const { dossierId, next } = one.value;
    if (next.is === 'pending') pending.set(dossierId, next.pending);
    else if (next.is === 'complete') complete.set(dossierId, next);
    else outcomes.set(dossierId, next.outcome);
  }
  const stored = await store(deps, { complete, outcomes }, answer);
  if (!stored.ok) return stored;
  for (const dossierId of complete.keys()) outcomes.set(dossierId, 'changed');
  tell(deps, outcomes);
  return ok({ pending, outcomes });
}

type Ours = { state: Pending; result: PullResult };

/** What was not asked for, or comes twice in one answer, is not ours to take. */
function resultsFor(asked: ReadonlyMap<DossierId, Pending>, results: readonly PullResult[]): readonly Ours[] {
  const first = new Map<DossierId, Ours>();
  for (const result of results) {
    const state = asked.get(result.dossierId);
    if (state && !first.has(result.dossierId)) first.set(result.dossierId, { state, result });
  }
  return [...first.values()];
}

async function store(
  { dossiers, clock, opened }: PullDeps,
  {
    complete,
    outcomes,
  }: { complete: ReadonlyMap<DossierId, Complete>; outcomes: ReadonlyMap<DossierId, Pulled> },
  { serverTime, leaseMs }: PullOutput,
): Promise<Result<void, LocalError>> {
  const contact = { at: clock.now(), serverTime, leaseMs, opened };
  const commits = new Map<DossierId, HeldCommit>();
  for (const [id, { staged, cursor }] of complete)
    commits.set(id, { header: staged.header, entries: [...staged.entries.values()], cursor, contact });
  const committed = commits.size > 0 ? await dossiers.commit(commits) : ok(undefined);
  if (!committed.ok) return committed;
  const unchanged = [...outcomes].flatMap(([id, outcome]) => (outcome === 'unchanged' ? [id] : []));
  return unchanged.length > 0 ? dossiers.confirm(unchanged, contact) : ok(undefined);
}

function tell({ emit }: PullDeps, outcomes: ReadonlyMap<DossierId, Pulled>): void {
  for (const [dossierId, outcome] of outcomes) {
    if (outcome === 'changed') emit({ kind: 'dossier', dossierId });
    if (outcome === 'removed') emit({ kind: 'removed', dossierId });
  }
}
