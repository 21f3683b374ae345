import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import { MAX_DOSSIERS_PER_PULL, type PullOutput, type PullResult } from '#wire/sync.ts';
import { nextPageSize, smallerPageSize, type PageSize } from './page-size.ts';
import type { Dossiers, HeldCommit, LocalError, Remote, RemoteError, SyncError, SyncEvent } from './ports.ts';
import { fromCursor, takeResult, type Complete, type Pending, type Settled } from './pull-result.ts';

export type PullDeps = {
  remote: Pick<Remote, 'pull'>;
  dossiers: Pick<Dossiers, 'read' | 'accepts' | 'commit' | 'confirm' | 'remove'>;
  clock: Clock;
  emit: (event: SyncEvent) => void;
  signal: AbortSignal;
  /** The user asks for these dossiers now (DeviceContact). */
  opened: boolean;
  /** Learned from the pages that came, and from those that did not. */
  page: PageSize;
};

/** How a dossier came out of a pull. */
export type Pulled = 'changed' | Settled;

/** So many dossiers are asked for in two questions at a time: the server reads for one while the other is taken here. */
const ENOUGH_FOR_TWO = 50;

/**
 * Fetches what changed, for many dossiers at once, page by page. A dossier is committed only when its last page came
 * and count and digest agree with our own rows; where they do not, it is fetched once more from the beginning, and
 * then given up with an error, what was held before staying as it was. What one answer completes is stored together,
 * while the next page is on its way.
 */
export async function pullAll(
  deps: PullDeps,
  wants: ReadonlyMap<DossierId, string | null>,
): Promise<Result<ReadonlyMap<DossierId, Pulled>, SyncError>> {
  if (wants.size < ENOUGH_FOR_TWO) return pullLane(deps, wants);
  const all = [...wants];
  const half = Math.ceil(all.length / 2);
  const lanes = [all.slice(0, half), all.slice(half)];
  const outcomes = new Map<DossierId, Pulled>();
  for (const lane of await Promise.all(lanes.map((some) => pullLane(deps, new Map(some))))) {
    if (!lane.ok) return lane;
    for (const [id, outcome] of lane.value) outcomes.set(id, outcome);
  }
  return ok(outcomes);
}

/** One question after the other. */
async function pullLane(
  deps: PullDeps,
  wants: ReadonlyMap<DossierId, string | null>,
): Promise<Result<ReadonlyMap<DossierId, Pulled>, SyncError>> {
  const outcomes = new Map<DossierId, Pulled>();
  const pending = new Map<DossierId, Pending>();
  for (const [id, cursor] of wants) pending.set(id, fromCursor(cursor));
  let next = askNext(deps, pending);
  while (next && !deps.signal.aborted) {
    const { asked, answer } = await next;
    if (!answer.ok) return answer;
    const read = await readAnswer(deps, asked, answer.value);
    if (!read.ok) return read;
    for (const [id, state] of read.value.pending) pending.set(id, state);
    for (const id of [...read.value.complete.keys(), ...read.value.outcomes.keys()]) pending.delete(id);
    next = askNext(deps, pending);
    const stored = await store(deps, read.value, answer.value);
    if (!stored.ok) return stored;
    for (const [id, outcome] of stored.value) outcomes.set(id, outcome);
  }
  return ok(outcomes);
}

type Asked = { asked: ReadonlyMap<DossierId, Pending>; answer: Result<PullOutput, RemoteError> };

function askNext(deps: PullDeps, pending: ReadonlyMap<DossierId, Pending>): Promise<Asked> | undefined {
  if (pending.size === 0 || deps.signal.aborted) return undefined;
  return ask(deps, new Map([...pending].slice(0, MAX_DOSSIERS_PER_PULL)));
}

async function ask(
  { remote, clock, page }: PullDeps,
  asked: ReadonlyMap<DossierId, Pending>,
): Promise<Asked> {
  const began = clock.monotonic();
  const answer = await remote.pull({
    wants: Array.from(asked, ([dossierId, { cursor }]) => ({ dossierId, cursor })),
    pageSize: page.size,
  });
  page.size = answer.ok ? nextPageSize(page.size, clock.monotonic() - began) : smallerPageSize(page.size);
  return { asked, answer };
}

type Read = {
  pending: ReadonlyMap<DossierId, Pending>;
  complete: ReadonlyMap<DossierId, Complete>;
  outcomes: ReadonlyMap<DossierId, Settled>;
};

async function readAnswer(
  deps: PullDeps,
  asked: ReadonlyMap<DossierId, Pending>,
  { results }: PullOutput,
): Promise<Result<Read, SyncError>> {
  const ours = resultsFor(asked, results);
  // what says nothing of what was asked is no answer of our server
  if (ours.length === 0) return err({ type: 'Unreachable' });
  const taken = await Promise.all(ours.map(({ state, result }) => takeResult(deps, state, result)));
  const pending = new Map<DossierId, Pending>();
  const complete = new Map<DossierId, Complete>();
  const outcomes = new Map<DossierId, Settled>();
  for (const one of taken) {
    if (!one.ok) return one;
    const { dossierId, next } = one.value;
    if (next.is === 'pending') pending.set(dossierId, next.pending);
    else if (next.is === 'complete') complete.set(dossierId, next);
    else outcomes.set(dossierId, next.outcome);
  }
  return ok({ pending, complete, outcomes });
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

/** Everything that one answer settled, stored together and then told. */
async function store(
  { dossiers, clock, opened, emit }: PullDeps,
  { complete, outcomes }: Read,
  { serverTime, leaseMs }: PullOutput,
): Promise<Result<ReadonlyMap<DossierId, Pulled>, LocalError>> {
  const contact = { at: clock.now(), serverTime, leaseMs, opened };
  const commits = new Map<DossierId, HeldCommit>();
  for (const [id, { staged, cursor }] of complete)
    commits.set(id, { header: staged.header, entries: [...staged.entries.values()], cursor, contact });
  const committed = commits.size > 0 ? await dossiers.commit(commits) : ok(undefined);
  if (!committed.ok) return committed;
  const unchanged = [...outcomes].flatMap(([id, outcome]) => (outcome === 'unchanged' ? [id] : []));
  const confirmed = unchanged.length > 0 ? await dossiers.confirm(unchanged, contact) : ok(undefined);
  if (!confirmed.ok) return confirmed;
  for (const dossierId of commits.keys()) emit({ kind: 'dossier', dossierId });
  for (const [dossierId, outcome] of outcomes)
    if (outcome === 'removed') emit({ kind: 'removed', dossierId });
  return ok(new Map<DossierId, Pulled>([...outcomes, ...Array.from(commits.keys(), changed)]));
}

const changed = (id: DossierId): [DossierId, Pulled] => [id, 'changed'];
