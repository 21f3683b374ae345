import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import { MAX_DOSSIERS_PER_PULL, type PullResult } from '#wire/sync.ts';
import { FIRST_PAGE_SIZE, nextPageSize } from './page-size.ts';
import type { Dossiers, LocalError, Remote, SyncError, SyncEvent } from './ports.ts';
import { agreesWith, stagedFrom, stagePage, type PullPage, type Staged } from './staging.ts';

export type PullDeps = {
  remote: Pick<Remote, 'pull'>;
  dossiers: Dossiers;
  clock: Clock;
  emit(event: SyncEvent): void;
  signal: AbortSignal;
};

/** How a dossier came out of a pull. */
export type Pulled = 'changed' | 'unchanged' | 'removed' | SyncError;

/** `retried`: fetched from the beginning once more, because count or digest did not agree. */
type Pending = { cursor: string | null; staged: Staged | undefined; retried: boolean };

/**
 * Fetches what changed, for many dossiers at once, page by page. A dossier is committed only when its last page came
 * and count and digest agree with our own rows; where they do not, it is fetched once more from the beginning, and
 * then given up with an error, what was held before staying as it was.
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
    const asked = [...pending].slice(0, MAX_DOSSIERS_PER_PULL);
    const began = deps.clock.monotonic();
    const answer = await deps.remote.pull({
      wants: asked.map(([dossierId, { cursor }]) => ({ dossierId, cursor })),
      pageSize,
    });
    if (!answer.ok) return answer;
    pageSize = nextPageSize(pageSize, deps.clock.monotonic() - began);
    const round = await takeResults(deps, { asked: new Map(asked), pending, outcomes }, answer.value);
    if (!round.ok) return round;
  }
  return ok(outcomes);
}

type Round = {
  asked: ReadonlyMap<DossierId, Pending>;
  pending: Map<DossierId, Pending>;
  outcomes: Map<DossierId, Pulled>;
};

async function takeResults(
  deps: PullDeps,
  { asked, pending, outcomes }: Round,
  answer: { results: readonly PullResult[] },
): Promise<Result<void, SyncError>> {
  const unchanged: DossierId[] = [];
  let progressed = false;
  for (const result of answer.results) {
    const { dossierId } = result;
    const state = asked.get(dossierId);
    // what was not asked for, or comes twice in one answer, is not ours to take
    if (!state || pending.get(dossierId) !== state) continue;
    progressed = true;
    const next = await takeResult(deps, state, result);
    if (!next.ok) return next;
    if (next.value === 'unchanged') unchanged.push(dossierId);
    if (isPending(next.value)) pending.set(dossierId, next.value);
    else {
      pending.delete(dossierId);
      outcomes.set(dossierId, next.value);
    }
  }
  if (!progressed) return err({ type: 'Unreachable' });
  return unchanged.length > 0 ? deps.dossiers.confirm(unchanged, deps.clock.now()) : ok(undefined);
}

const isPending = (value: Pulled | Pending): value is Pending =>
  typeof value === 'object' && 'staged' in value;

async function takeResult(
  deps: PullDeps,
  state: Pending,
  result: PullResult,
): Promise<Result<Pulled | Pending, LocalError>> {
  const { dossierId } = result;
  if (result.kind === 'dossierRemoved') return remove(deps, dossierId);
  if (result.kind === 'unchanged')
    return ok(state.staged || state.cursor === null ? again(state, dossierId) : 'unchanged');
  if (!deps.dossiers.accepts(result.header.access)) return remove(deps, dossierId);
  return takePage(deps, state, result);
}

async function remove(deps: PullDeps, dossierId: DossierId): Promise<Result<Pulled, LocalError>> {
  const removed = await deps.dossiers.remove(dossierId);
  if (!removed.ok) return removed;
  deps.emit({ kind: 'removed', dossierId });
  return ok('removed');
}

async function takePage(
  deps: PullDeps,
  state: Pending,
  page: PullPage,
): Promise<Result<Pulled | Pending, LocalError>> {
  const { dossierId, cursor, checkpoint } = page;
  const base = await baseFor(deps, state, page);
  if (!base.ok) return base;
  const headless = !page.fresh && !base.value;
  // the same cursor and no end would repeat for ever
  const stuck = !checkpoint && cursor === state.cursor;
  if (headless || stuck) return ok(again(state, dossierId));
  const staged = stagePage(base.value, page);
  if (!checkpoint) return ok({ ...state, cursor, staged });
  if (!(await agreesWith(staged, checkpoint))) return ok(again(state, dossierId));
  const committed = await deps.dossiers.commit(dossierId, {
    header: staged.header,
    entries: [...staged.entries.values()],
    cursor,
    at: deps.clock.now(),
  });
  if (!committed.ok) return committed;
  deps.emit({ kind: 'dossier', dossierId });
  return ok('changed');
}

async function baseFor(
  deps: PullDeps,
  state: Pending,
  page: PullPage,
): Promise<Result<Staged | undefined, LocalError>> {
  if (page.fresh || state.staged) return ok(state.staged);
  const held = await deps.dossiers.read(page.dossierId);
  // held rows that do not open count as none: the pull begins anew and heals them
  if (!held.ok) return held.error.type === 'VaultDamaged' ? ok(undefined) : held;
  return ok(held.value && stagedFrom(held.value));
}

/** Once more from the beginning, and only once. */
const again = (state: Pending, dossierId: DossierId): Pulled | Pending =>
  state.retried ? { type: 'DigestMismatch', dossierId } : { cursor: null, staged: undefined, retried: true };
