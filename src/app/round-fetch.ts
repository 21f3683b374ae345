import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { bytesShort, planRound, type ContentStep, type RoundDossier } from '#domain/round/plan.ts';
import { fetchContent } from './content-acts.ts';
import type { AppContext } from './context.ts';
import { downloadId } from './download.ts';
import { trueId } from './pending-acts.ts';
import type { AppError } from './port.ts';
import { refreshView } from './refresh-view.ts';
import { appErrorOf } from './remote-error.ts';
import type { RoundState } from './round-state.svelte.ts';
import { storageFacts, type StoragePort } from './storage.ts';
import type { VaultSession } from './vault-session.ts';

export type RoundDeps = {
  context: AppContext;
  session: VaultSession;
  storage: StoragePort | undefined;
  state: RoundState;
};

type Done = Promise<Result<void, AppError>>;
type How = { again: boolean; signal: AbortSignal };
type Entries = Map<string, DocumentEntry>;

/** Lists of so many dossiers are asked for together, so that progress is seen. */
const LISTS_AT_ONCE = 4;
/** The next content is on its way while one is sealed. */
const CONTENTS_AT_ONCE = 3;

/** What of the round is on the device. Dossiers that are closed to the reader are left out. */
export async function roundDossiers(
  { context, session, state }: RoundDeps,
  entriesOf: Entries = new Map(),
): Promise<Result<RoundDossier[], AppError>> {
  const dossiers: RoundDossier[] = [];
  for (const id of state.visits.filter((visit) => !state.closed.includes(visit))) {
    const dossierId = trueId(context, id);
    const held = await session.store.dossiers.find(dossierId);
    if (!held.ok && held.error.type !== 'VaultDamaged') return err(appErrorOf(held.error));
    const kept = await session.store.cached.refsOf(dossierId);
    if (!kept.ok) return err(appErrorOf(kept.error));
    const entries = held.ok ? held.value?.entries : undefined;
    for (const entry of entries ?? []) entriesOf.set(entry.documentId, entry);
    dossiers.push({ dossierId, kept: kept.value, ...(entries && { entries }) });
  }
  return ok(dossiers);
}

/** Lists first; then, where all of it fits, the contents in the order of the plan. */
export async function fetchRound(deps: RoundDeps, how: How): Done {
  const lists = await fetchLists(deps, how);
  if (!lists.ok) return lists;
  const entriesOf: Entries = new Map();
  const dossiers = await roundDossiers(deps, entriesOf);
  if (!dossiers.ok) return dossiers;
  const plan = planRound(dossiers.value);
  const free = deps.storage && (await storageFacts(deps.storage))?.free;
  const short = bytesShort(plan, free);
  if (short > 0) {
    deps.state.noRoom = { needed: (free ?? 0) + short, free: free ?? 0 };
    return err({ type: 'StorageFull' });
  }
  return fetchContentsOf(deps, plan.contents, entriesOf, how.signal);
}

async function fetchLists({ context, session, state }: RoundDeps, { again, signal }: How): Done {
  const wants = new Map<DossierId, string | null>();
  for (const id of state.visits.map((visit) => trueId(context, visit))) {
    const held = await session.store.dossiers.find(id);
    const cursor = held.ok ? (held.value?.summary.cursor ?? null) : null;
    if (!again || !held.ok || !held.value) wants.set(id, cursor);
  }
  const ids = [...wants.keys()];
  const closed: DossierId[] = [];
  const show = (done: number): void => {
    state.progress = {
      dossiers: { done, total: ids.length },
      contents: { done: 0, total: 0 },
      bytes: { done: 0, total: 0 },
    };
  };
  for (let at = 0; at < ids.length; at += LISTS_AT_ONCE) {
    if (signal.aborted) return err({ type: 'Cancelled' });
    show(at);
    const some = ids.slice(at, at + LISTS_AT_ONCE);
    const pulled = await session.engine.pull(new Map(some.map((id) => [id, wants.get(id) ?? null])));
    if (!pulled.ok) return err(appErrorOf(pulled.error));
    for (const [id, outcome] of pulled.value) {
      if (outcome === 'removed') closed.push(id);
      else if (typeof outcome === 'object') state.failed = { contents: 0, error: appErrorOf(outcome) };
    }
  }
  const asked = new Set(ids);
  state.closed = [...state.closed.filter((id) => !asked.has(id)), ...closed];
  await refreshView(context);
  return ok(undefined);
}

/** Failures that the next content would meet as well. */
const ENDS: readonly AppError['type'][] = ['Offline', 'Cancelled', 'VaultLocked', 'StorageFull'];

async function fetchContentsOf(
  deps: RoundDeps,
  steps: readonly ContentStep[],
  entriesOf: Entries,
  signal: AbortSignal,
): Done {
  const { context, session, state } = deps;
  const left = [...steps];
  const total = steps.reduce((sum, { size }) => sum + size, 0);
  const count = { contents: 0, bytes: 0 };
  const under = new Set<string>();
  const dossiers = state.progress?.dossiers ?? { done: 0, total: 0 };
  let ended: AppError | undefined;

  const show = (): void => {
    const onTheWay = context.view.transfers.filter(({ id }) => under.has(id));
    const coming = onTheWay.reduce((sum, { done }) => sum + done, 0);
    state.progress = {
      dossiers: { ...dossiers, done: dossiers.total },
      contents: { done: count.contents, total: steps.length },
      bytes: { done: Math.min(total, count.bytes + coming), total },
    };
  };

  async function fetchOne({ dossierId, documentId, size }: ContentStep): Promise<void> {
    const entry = entriesOf.get(documentId);
    if (!entry) return;
    under.add(downloadId(documentId));
    const done = await fetchContent(context, session, dossierId, entry);
    under.delete(downloadId(documentId));
    if (done.ok) {
      count.contents += 1;
      count.bytes += size;
    } else if (ENDS.includes(done.error.type)) ended ??= done.error;
    else state.failed = { contents: (state.failed?.contents ?? 0) + 1, error: done.error };
    show();
  }

  async function next(): Promise<void> {
    for (let step = left.shift(); step && !ended && !signal.aborted; step = left.shift())
      await fetchOne(step);
  }

  const stop = (): void => {
    for (const id of under) session.downloads.get(id)?.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  show();
  const forget = everyMoment(deps, show);
  await Promise.all(Array.from({ length: CONTENTS_AT_ONCE }, next));
  forget();
  signal.removeEventListener('abort', stop);
  await refreshView(context);
  if (signal.aborted) return err({ type: 'Cancelled' });
  return ended ? err(ended) : ok(undefined);
}

const MOMENT_MS = 250;

/** A large file moves the bar while it comes. */
function everyMoment({ context }: RoundDeps, show: () => void): () => void {
  let cancel = context.timer.after(MOMENT_MS, tick);
  function tick(): void {
    show();
    cancel = context.timer.after(MOMENT_MS, tick);
  }
  return () => cancel();
}
