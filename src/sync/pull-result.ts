import type { DossierId } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import type { PullResult } from '#wire/sync.ts';
import type { Dossiers, LocalError, SyncError } from './ports.ts';
import { agreesWith, stagedFrom, stagePage, type PullPage, type Staged } from './staging.ts';

/**
 * `retried`: fetched from the beginning once more, because count or digest did not agree. `seen`: cursors of this attempt,
 * each of which comes once.
 */
export type Pending = {
  cursor: string | null;
  staged: Staged | undefined;
  retried: boolean;
  seen: ReadonlySet<string>;
};

export const fromCursor = (cursor: string | null, retried = false): Pending => ({
  cursor,
  staged: undefined,
  retried,
  seen: new Set(cursor === null ? [] : [cursor]),
});

/** More pages than any dossier has: a server that never comes to an end is not waited for. */
const MOST_PAGES = 1000;

/** A pull whose last page came and that agrees with its checkpoint: to be stored. */
export type Complete = { staged: Staged; cursor: string };

/** Out of the pull without anything to store. */
export type Settled = 'unchanged' | 'removed' | SyncError;

export type Next =
  { is: 'pending'; pending: Pending } | ({ is: 'complete' } & Complete) | { is: 'settled'; outcome: Settled };

type Deps = { dossiers: Pick<Dossiers, 'read' | 'accepts' | 'remove'> };
type Taken = { dossierId: DossierId; next: Next };

/** What one result makes of the pull of its dossier. A withdrawal is carried out at once. */
export async function takeResult(
  deps: Deps,
  state: Pending,
  result: PullResult,
): Promise<Result<Taken, LocalError>> {
  const next = await nextOf(deps, state, result);
  return next.ok ? ok({ dossierId: result.dossierId, next: next.value }) : next;
}

async function nextOf(deps: Deps, state: Pending, result: PullResult): Promise<Result<Next, LocalError>> {
  const { dossierId } = result;
  if (result.kind === 'dossierRemoved') return remove(deps, dossierId);
  if (result.kind === 'unchanged')
    return ok(state.staged || state.cursor === null ? again(state, dossierId) : settled('unchanged'));
  if (!deps.dossiers.accepts(result.header.access)) return remove(deps, dossierId);
  return takePage(deps, state, result);
}

const settled = (outcome: Settled): Next => ({ is: 'settled', outcome });

async function remove({ dossiers }: Deps, dossierId: DossierId): Promise<Result<Next, LocalError>> {
  const removed = await dossiers.remove(dossierId);
  return removed.ok ? ok(settled('removed')) : removed;
}

async function takePage(deps: Deps, state: Pending, page: PullPage): Promise<Result<Next, LocalError>> {
  const { dossierId, cursor, checkpoint } = page;
  const base = await baseFor(deps, state, page);
  if (!base.ok) return base;
  const headless = !page.fresh && !base.value;
  // a cursor that comes back, or pages without an end, would go on for ever
  const stuck = !checkpoint && (state.seen.has(cursor) || state.seen.size >= MOST_PAGES);
  if (headless || stuck) return ok(again(state, dossierId));
  const staged = stagePage(base.value, page);
  if (!checkpoint)
    return ok({
      is: 'pending',
      pending: { ...state, cursor, staged, seen: new Set(state.seen).add(cursor) },
    });
  if (!(await agreesWith(staged, checkpoint))) return ok(again(state, dossierId));
  return ok({ is: 'complete', staged, cursor });
}

async function baseFor(
  { dossiers }: Deps,
  state: Pending,
  page: PullPage,
): Promise<Result<Staged | undefined, LocalError>> {
  if (page.fresh || state.staged) return ok(state.staged);
  const held = await dossiers.read(page.dossierId);
  // held rows that do not open count as none: the pull begins anew and heals them
  if (!held.ok) return held.error.type === 'VaultDamaged' ? ok(undefined) : held;
  return ok(held.value && stagedFrom(held.value));
}

/** Once more from the beginning, and only once. */
const again = (state: Pending, dossierId: DossierId): Next =>
  state.retried
    ? settled({ type: 'DigestMismatch', dossierId })
    : { is: 'pending', pending: fromCursor(null, true) };
