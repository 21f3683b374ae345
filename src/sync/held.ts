import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ChangesOutput } from '#wire/sync.ts';
import type { PageSize } from './page-size.ts';
import { planPull } from './plan-pull.ts';
import type { Dossiers, LocalError, Remote, SyncError, SyncEvent, SyncMark } from './ports.ts';
import { pullAll, type Pulled } from './pull.ts';

export type HeldDeps = {
  remote: Pick<Remote, 'pull' | 'changes'>;
  dossiers: Dossiers;
  clock: Clock;
  emit: (event: SyncEvent) => void;
  page: PageSize;
  signal: AbortSignal;
  /** Whose last pull failed: tried again with the next question, whatever the server says of them. */
  failed: Set<DossierId>;
};

/**
 * Asks what moved among all that is held, and fetches that alone: one small request where nothing did. The mark is kept
 * only when all went well, so that what failed is named again.
 */
export async function pullMoved(deps: HeldDeps): Promise<Result<void, SyncError>> {
  const [held, before] = await Promise.all([deps.dossiers.cursors(), deps.dossiers.mark()]);
  if (!held.ok) return held;
  if (!before.ok) return before;
  const answer = await deps.remote.changes(before.value?.mark ?? null);
  if (!answer.ok) return answer;
  const restored = isRestored(before.value, answer.value);
  if (restored) return heedRestore(deps, answer.value);
  const wants = planPull({ held: held.value, answer: answer.value, failed: deps.failed });
  const pulled = await pullFailing(deps, wants);
  const confirmed = await confirmOthers(deps, wants, answer.value);
  if (!pulled.ok) return pulled;
  if (!confirmed.ok) return confirmed;
  return keepMark(deps, before.value, answer.value);
}

/**
 * What was settled waits again and goes up first: the engine asks again then. Where another exchange noted the restore
 * while this question was on its way, it is asked again here: nothing was fetched for it.
 */
async function heedRestore(deps: HeldDeps, answer: ChangesOutput): Promise<Result<void, SyncError>> {
  const now = await deps.dossiers.mark();
  if (!now.ok) return now;
  return now.value === undefined || isRestored(now.value, answer) ? ok(undefined) : pullMoved(deps);
}

/** Fetches those of these that are held, without a question: the server has just named them. */
export async function pullNamed(
  deps: HeldDeps,
  only: ReadonlySet<DossierId>,
): Promise<Result<void, SyncError>> {
  const held = await deps.dossiers.cursors();
  if (!held.ok) return held;
  const wants = new Map([...held.value].flatMap(([id, { cursor }]) => (only.has(id) ? [[id, cursor]] : [])));
  return pullFailing(deps, wants);
}

const isRestored = (before: SyncMark | undefined, { restoreEpoch }: ChangesOutput): boolean =>
  before !== undefined && before.restoreEpoch !== restoreEpoch;

/** Remembers which failed; answers the first failure. */
async function pullFailing(
  deps: HeldDeps,
  wants: ReadonlyMap<DossierId, string | null>,
): Promise<Result<void, SyncError>> {
  for (const id of wants.keys()) deps.failed.add(id);
  if (wants.size === 0) return ok(undefined);
  const pulled = await pullAll({ ...deps, opened: false }, wants);
  if (!pulled.ok) return pulled;
  for (const [id, outcome] of pulled.value) if (typeof outcome === 'string') deps.failed.delete(id);
  return firstFailure(pulled.value);
}

function firstFailure(outcomes: ReadonlyMap<DossierId, Pulled>): Result<void, SyncError> {
  for (const outcome of outcomes.values()) if (typeof outcome === 'object') return err(outcome);
  return ok(undefined);
}

function confirmOthers(
  { dossiers, clock, failed }: HeldDeps,
  wants: ReadonlyMap<DossierId, string | null>,
  { serverTime, leaseMs }: ChangesOutput,
): Promise<Result<void, LocalError>> {
  const butNot = new Set([...wants.keys()].filter((id) => failed.has(id)));
  return dossiers.confirmPinned({ at: clock.now(), serverTime, leaseMs, opened: false }, butNot);
}

function keepMark(
  { dossiers }: HeldDeps,
  before: SyncMark | undefined,
  { mark, restoreEpoch }: ChangesOutput,
): Promise<Result<void, LocalError>> {
  if (before?.mark === mark) return Promise.resolve(ok(undefined));
  return dossiers.keepMark({ mark, restoreEpoch });
}
