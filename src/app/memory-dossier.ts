import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { EMERGENCY_MAX_MS, EMERGENCY_MS } from '#domain/access/durations.ts';
import type { HeldDossier, RemoteError, SyncEvent } from '#sync/ports.ts';
import { firstPageSize } from '#sync/page-size.ts';
import { pullAll, type PullDeps } from '#sync/pull.ts';
import type { PullInput, PullOutput } from '#wire/sync.ts';
import { askServer, type AppContext } from './context.ts';
import type { MemoryDossier } from './memory-slot.ts';
import type { AppError } from './port.ts';
import type { OpenEmergency } from './view-port.ts';
import { appErrorOf } from './remote-error.ts';

/** How often the server is asked whether the access still stands, and what is new. */
const REFRESH_MS = 20_000;

/** What was opened on the server; `until` by its clock, ms; null where no time ends it there. */
export type OpenedAccess = {
  dossierId: DossierId;
  until: number | null;
  access: Pick<OpenEmergency, 'accessId' | 'mode'> | undefined;
};

type Held = HeldDossier & { cursor: string; syncedAt: number };

/**
 * Fetches a dossier into memory alone, verified by count and digest as any pull, and follows it: asked again every
 * twenty seconds, dropped when the server takes it back, when its time is up or the session is over.
 */
export async function openInMemory(
  context: AppContext,
  opened: OpenedAccess,
): Promise<Result<void, AppError>> {
  const { memory } = context;
  const { dossierId } = opened;
  const signal = memory.begin();
  const rows = memoryRows();
  const pull = (): Promise<Result<void, AppError>> => pullInto(context, rows, dossierId, signal);
  const pulled = await pull();
  if (!pulled.ok) return pulled;
  const first = rows.held();
  if (!first) return err({ type: 'Refused', code: 'notAuthorised' });
  const until = endOf(context, opened);
  const refresh = async (): Promise<void> => {
    await pull();
    // whoever is signed in no more sees nothing more
    if (!signal.aborted && (!rows.held() || !context.account.session)) memory.drop();
  };
  const dossier: MemoryDossier = {
    dossierId,
    access: opened.access && { dossierId, ...opened.access, until },
    until,
    held: () => rows.held() ?? first,
    starred: new Set(),
    refresh,
  };
  if (!memory.fill(signal, dossier)) return err({ type: 'Cancelled' });
  follow(context, dossier, signal);
  return ok(undefined);
}

/** A right may last a year: what is open without a vault does not stay open even a day, whatever it is open by. */
function endOf({ serverTime, clock }: AppContext, { until, access }: OpenedAccess): number {
  const longest = clock.now() + (access ? EMERGENCY_MAX_MS : EMERGENCY_MS);
  return until === null ? longest : Math.min(serverTime.onDevice(until), longest);
}

function follow({ timer, memory, clock }: AppContext, dossier: MemoryDossier, signal: AbortSignal): void {
  const end = timer.after(Math.max(0, dossier.until - clock.now()), () => memory.drop());
  let cancelNext = (): void => {};
  const next = (): void => {
    cancelNext = timer.after(REFRESH_MS, () => void dossier.refresh().then(() => signal.aborted || next()));
  };
  next();
  signal.addEventListener('abort', () => {
    end();
    cancelNext();
  });
}

async function pullInto(
  context: AppContext,
  rows: MemoryRows,
  dossierId: DossierId,
  signal: AbortSignal,
): Promise<Result<void, AppError>> {
  const emit = (event: SyncEvent): void => {
    if (event.kind === 'dossier' && !signal.aborted) context.view.raiseRevision(dossierId);
  };
  const remote = { pull: (input: PullInput) => pullNow(context, input) };
  const wants = new Map([[dossierId, rows.held()?.cursor ?? null]]);
  const pulled = await pullAll(
    { remote, dossiers: rows.port, clock: context.clock, emit, signal, opened: true, page: firstPageSize() },
    wants,
  );
  if (!pulled.ok) return err(appErrorOf(pulled.error));
  if (signal.aborted) return err({ type: 'Cancelled' });
  const outcome = pulled.value.get(dossierId);
  return typeof outcome === 'object' ? err(appErrorOf(outcome)) : ok(undefined);
}

async function pullNow(context: AppContext, input: PullInput): Promise<Result<PullOutput, RemoteError>> {
  const answer = await askServer(context, (api) => api.pull(input));
  if (answer.ok) context.serverTime.note(answer.value.serverTime);
  if (answer.ok || answer.error.type !== 'Cancelled')
    context.view.online = answer.ok || answer.error.type === 'Server';
  return answer;
}

type MemoryRows = { held(): Held | undefined; port: PullDeps['dossiers'] };

/** The rows of one dossier as the sync core wants them, in memory. */
function memoryRows(): MemoryRows {
  let held: Held | undefined;
  return {
    held: () => held,
    port: {
      read: async () => ok(held),
      accepts: () => true,
      async commit(commits) {
        for (const { header, entries, cursor, contact } of commits.values())
          held = { header, entries, cursor, syncedAt: contact.at };
        return ok(undefined);
      },
      async confirm(_dossierIds, { at }) {
        if (held) held = { ...held, syncedAt: at };
        return ok(undefined);
      },
      async remove() {
        held = undefined;
        return ok(undefined);
      },
    },
  };
}
