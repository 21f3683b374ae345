import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { planRound, type RoundPlan } from '#domain/round/plan.ts';
import { usualPatients } from '#domain/round/usual-patients.ts';
import {
  dayOf,
  moved,
  roundBefore,
  takenBack,
  withDay,
  withVisits,
  type RoundDay,
  type RoundHistory,
  type VisitChange,
} from '#domain/round/visit-round.ts';
import { done } from './done.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { today, withHistory } from './round-acts.ts';
import { fetchRound, roundDossiers, type RoundDeps } from './round-fetch.ts';
import type { RoundDesk, RunningRound } from './round-port.ts';
import { RoundState } from './round-state.svelte.ts';
import { storageFacts } from './storage.ts';
import { visitFacts } from './visit-facts.ts';

/** So many of the usual patients are proposed. */
const PROPOSED = 20;

/** A preparation that failed for another reason than the network is not tried again at each contact; ms. */
const AGAIN_MS = 60_000;

const TOLD: readonly AppError['type'][] = ['Offline', 'Cancelled'];

type Done = Promise<Result<void, AppError>>;

/** The visit round of an open vault: chosen here, kept sealed per day, fetched before the road. */
export function roundDesk(given: Omit<RoundDeps, 'state'>): RunningRound {
  const state = new RoundState();
  const deps: RoundDeps = { ...given, state };
  const { context, session } = deps;
  let running: AbortController | undefined;
  let triedAt = -Infinity;

  async function changeDay(change: (before: RoundDay) => RoundDay): Done {
    const kept = await withHistory(context, session, async () => {
      const history = await session.store.rounds.find();
      if (!history.ok) return history;
      const next = withDay(history.value, today(context), change);
      const done = await session.store.rounds.keep(next);
      return done.ok ? ok(next) : done;
    });
    if (!kept.ok) return err(appErrorOf(kept.error));
    show(kept.value);
    return ok(undefined);
  }

  function show(history: RoundHistory): void {
    state.day = today(context);
    state.visits = dayOf(history, state.day).visits;
    state.usual = usualPatients(history, state.day, PROPOSED);
    state.before = roundBefore(history, state.day);
  }

  async function changeVisits(
    change: (visits: readonly DossierId[]) => readonly DossierId[],
  ): Promise<Result<VisitChange, AppError>> {
    let changed: VisitChange = { was: [], made: [] };
    const kept = await changeDay((before) => {
      changed = { was: before.visits, made: change(before.visits) };
      return { ...before, visits: changed.made };
    });
    const reckoned = kept.ok ? await reckon() : kept;
    return reckoned.ok ? ok(changed) : reckoned;
  }

  /** What is lacking, and how much room there is. */
  async function reckon(): Done {
    const dossiers = await roundDossiers(deps);
    if (!dossiers.ok) return dossiers;
    state.lacking = lackingIn(planRound(dossiers.value));
    state.free = deps.storage && (await storageFacts(deps.storage))?.free;
    return ok(undefined);
  }

  async function refresh(): Done {
    const history = await session.store.rounds.find();
    if (!history.ok) return err(appErrorOf(history.error));
    show(history.value);
    return reckon();
  }

  /** `again`: only what is lacking; else all are asked for their news, which renews their leases. */
  async function run(again: boolean): Done {
    if (running) return ok(undefined);
    running = new AbortController();
    triedAt = context.clock.monotonic();
    state.state = 'running';
    state.noRoom = state.failed = undefined;
    const done = await fetchRound(deps, { again, signal: AbortSignal.any([running.signal, session.signal]) });
    running = undefined;
    state.progress = undefined;
    state.state = !done.ok && done.error.type === 'Offline' ? 'waiting' : 'idle';
    if (session.signal.aborted) return err({ type: 'VaultLocked' });
    await reckon();
    // said by the state itself
    const told = !done.ok && (TOLD.includes(done.error.type) || state.noRoom !== undefined);
    return done.ok || told ? ok(undefined) : done;
  }

  const desk: RoundDesk = {
    view: state,
    refresh,
    facts: () => visitFacts(context, state.visits),
    add: (dossierIds) => changeVisits((visits) => withVisits(visits, dossierIds)),
    remove: (dossierId) => changeVisits((visits) => visits.filter((id) => id !== dossierId)),
    move: (dossierId, by) => changeVisits((visits) => moved(visits, dossierId, by)),
    takeBack: async (change) => done(await changeVisits((visits) => takenBack(visits, change))),
    async prepare() {
      const kept = await changeDay((before) => ({ ...before, preparing: true }));
      return kept.ok ? run(false) : kept;
    },
    async cancel() {
      await changeDay((before) => ({ ...before, preparing: false }));
      state.state = 'idle';
      running?.abort();
    },
  };
  return {
    desk,
    async goOn() {
      const soon = state.failed !== undefined && context.clock.monotonic() - triedAt < AGAIN_MS;
      if (running || soon || state.noRoom) return;
      const read = await refresh();
      if (read.ok && isLacking(state)) await run(true);
      else if (state.state === 'waiting') state.state = 'idle';
    },
  };
}

const lackingIn = ({ dossiers, contents, bytes }: RoundPlan) => ({
  unknown: dossiers.length,
  contents: contents.length,
  bytes,
});

const isLacking = ({ lacking }: RoundState): boolean =>
  lacking !== undefined && lacking.unknown + lacking.contents > 0;
