import { isDossierId, type DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { checkCreationRecord } from '#domain/consent/creation-steps.ts';
import type { DossierState } from '#store/dossier-state.ts';
import type { OutboxEntry } from '#store/outbox-repository.ts';
import { lastVisit, openedAt } from '#store/visits.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { askForPage, withVault, type AppContext } from './context.ts';
import { fetchContents } from './content-acts.ts';
import { stillOpen } from './still-open.ts';
import { pendingHeader, pendingOf, trueId } from './pending-acts.ts';
import { noteOpened } from './round-acts.ts';
import { refreshView } from './refresh-view.ts';
import type { CachedDossier } from './dossier-port.ts';
import type { AppError, Relais, WaitingDocument } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { recordAccess, sendAndWait } from './send-command.ts';
import type { VaultSession } from './vault-session.ts';

type Acts = Pick<
  Relais,
  'findDossier' | 'listOpenDossiers' | 'createDossier' | 'openDossier' | 'setPinned' | 'dossier'
>;

export function dossierActs(context: AppContext): Acts {
  return {
    findDossier: (insC) => askForPage(context, (api) => api.findDossier(insC)),
    listOpenDossiers: () => askForPage(context, (api) => api.listDossiers()),
    createDossier: (input) => withVault(context, (session) => create(context, session, input)),
    openDossier: (dossierId) => openDossier(context, dossierId),
    setPinned: (dossierId, pinned) =>
      withVault(context, (session) => pin(context, session, dossierId, pinned)),
    dossier: (dossierId) => consulted(context, dossierId),
  };
}

/** In mobility the card is read at the bedside and the command goes later (EX_1.2-1010). */
async function create(
  context: AppContext,
  session: VaultSession,
  { holder, insC, record, ...more }: Parameters<Relais['createDossier']>[0],
): Promise<Result<{ dossierId: DossierId; existing: boolean }, AppError>> {
  if (!checkCreationRecord(record).ok) return err({ type: 'Refused', code: 'stepsIncomplete' });
  const dossierId = context.random.uuid();
  if (!isDossierId(dossierId)) throw new Error('a random UUID that is not one');
  const body = { type: 'createDossier', dossierId, holder, insC, record, ...more } as const;
  const done = await sendAndWait(context, session, { body, holder });
  return done.ok ? ok({ dossierId: done.value.dossierId, existing: done.value.existing ?? false }) : done;
}

/** One that is open in memory stays there; any other is kept sealed on this device. */
export async function openDossier(
  context: AppContext,
  dossierId: DossierId,
): Promise<Result<void, AppError>> {
  const inMemory = context.memory.find(dossierId);
  if (!inMemory)
    return withVault(context, (session) => openHere(context, session, trueId(context, dossierId)));
  await inMemory.refresh();
  return context.memory.find(dossierId) ? ok(undefined) : err({ type: 'Refused', code: 'notAuthorised' });
}

/** As a page shows it: an access that the server cannot see is noted. */
async function consulted(
  context: AppContext,
  dossierId: DossierId,
): Promise<Result<CachedDossier, AppError>> {
  const found = await cachedDossier(context, dossierId);
  if (found.ok) noteConsulted(context, found.value);
  return found;
}

/** Accesses in an emergency, and to what is not on the server yet, are no matter of this device. */
export function noteConsulted(context: AppContext, { header, emergency, pending }: CachedDossier): void {
  const session = context.opened();
  if (!session || emergency || pending || context.view.online) return;
  void recordAccess(context, session, { dossierId: header.dossierId }, header.holder);
}

/** What is known of a dossier here, for a page or for what reads on its behalf. */
export async function cachedDossier(
  context: AppContext,
  dossierId: DossierId,
): Promise<Result<CachedDossier, AppError>> {
  const inMemory = context.memory.find(dossierId);
  const session = context.opened();
  if (!inMemory) return withVault(context, (opened) => read(context, opened, dossierId));
  const held = inMemory.held();
  const unsent = session ? await unsentDocuments(context, session, held) : ok([]);
  if (!unsent.ok) return unsent;
  const { syncedAt } = held;
  const starred = new Set(inMemory.starred);
  return ok({ ...shown(held), waiting: unsent.value, starred, syncedAt, emergency: true });
}

/** A dossier whose creation waits has nothing to be fetched: what waits is tried once more. */
function openHere(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<Result<void, AppError>> {
  if (!pendingOf(context, dossierId)) return open(context, session, dossierId);
  session.engine.wake();
  return Promise.resolve(ok(undefined));
}

/** Fetched where the server answers; opened from the device where it does not and the dossier is held here. */
async function open(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<Result<void, AppError>> {
  const held = await session.store.dossiers.find(dossierId);
  if (!held.ok && held.error.type !== 'VaultDamaged') return err(appErrorOf(held.error));
  const cursor = held.ok ? (held.value?.summary.cursor ?? null) : null;
  const pulled = await session.engine.pull(new Map([[dossierId, cursor]]));
  const outcome = pulled.ok ? pulled.value.get(dossierId) : pulled.error;
  if (outcome === 'removed') return err({ type: 'Refused', code: 'notAuthorised' });
  const usable = held.ok && held.value !== undefined;
  if (typeof outcome === 'object' && !usable) return err(appErrorOf(outcome));
  const now = context.clock.now();
  const noted = await session.store.dossiers.update(dossierId, openedAt(now, context.serverTime.now() - now));
  await refreshView(context);
  void noteOpened(context, session, dossierId);
  return noted.ok ? noted : err(appErrorOf(noted.error));
}

async function pin(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
  pinned: boolean,
): Promise<Result<void, AppError>> {
  if (!pinned) {
    const removed = await session.store.dossiers.remove(dossierId);
    await refreshView(context);
    return removed.ok ? removed : err(appErrorOf(removed.error));
  }
  if (context.memory.find(dossierId)) return err({ type: 'Refused', code: 'notInMode' });
  const held = await session.store.dossiers.find(dossierId);
  if (!held.ok) return err(appErrorOf(held.error));
  if (!held.value) {
    const opened = await open(context, session, dossierId);
    if (!opened.ok) return opened;
  }
  const noted = await session.store.dossiers.update(dossierId, (summary) => ({ ...summary, pinned: true }));
  if (!noted.ok) return err(appErrorOf(noted.error));
  await refreshView(context);
  // in the background: the transfers show in the view
  void fetchContents(context, session, dossierId);
  return ok(undefined);
}

async function read(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<Result<CachedDossier, AppError>> {
  const held = await session.store.dossiers.find(trueId(context, dossierId));
  if (!held.ok) return err(appErrorOf(held.error));
  if (!held.value) return readPending(context, session, dossierId);
  const mayShow = stillOpen(context, session, held.value.header);
  if (!mayShow.ok) return mayShow;
  const { syncedAt } = held.value.summary;
  const unsent = await unsentDocuments(context, session, { ...held.value, syncedAt });
  if (!unsent.ok) return unsent;
  const starred = await session.store.stars.of(held.value.header.dossierId);
  if (!starred.ok) return err(appErrorOf(starred.error));
  return ok({
    ...shown(held.value),
    waiting: unsent.value,
    starred: starred.value,
    lastVisitAt: lastVisit(held.value.summary, context.clock.now()),
    syncedAt,
    emergency: false,
  });
}

/** Created here without a network: all there is of it is in the outbox. */
async function readPending(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<Result<CachedDossier, AppError>> {
  const header = await pendingHeader(session, dossierId);
  if (!header.ok) return err(appErrorOf(header.error));
  if (!header.value) return err({ type: 'NotCached' });
  const state = { header: header.value, entries: [] };
  const unsent = await unsentDocuments(context, session, { ...state, syncedAt: 0 });
  if (!unsent.ok) return unsent;
  const starred = await session.store.stars.of(dossierId);
  if (!starred.ok) return err(appErrorOf(starred.error));
  const { value: waiting } = unsent;
  return ok({ ...state, waiting, starred: starred.value, syncedAt: 0, emergency: false, pending: true });
}

const shown = ({ header, entries }: DossierState): Pick<CachedDossier, 'header' | 'entries'> => ({
  header,
  entries: [...entries].sort((a, b) => b.submittedAt - a.submittedAt),
});

/** Waiting, refused, and those that the server took after the last pull: a document never vanishes in between. */
async function unsentDocuments(
  context: AppContext,
  session: VaultSession,
  { header, entries, syncedAt }: DossierState & { syncedAt: number },
): Promise<Result<CachedDossier['waiting'], AppError>> {
  const written = await session.store.outbox.listAll();
  if (!written.ok) return err(appErrorOf(written.error));
  const { waiting, refused, settled } = written.value;
  const pulled = new Set<string>(entries.map(({ documentId }) => documentId));
  const rows: { entry: OutboxEntry; code: RefusalCode | undefined }[] = [
    ...waiting.map((entry) => ({ entry, code: undefined })),
    ...settled
      .filter(({ settledAt }) => settledAt >= syncedAt)
      .map(({ entry }) => ({ entry, code: undefined })),
    ...refused.map(({ entry, receipt }) => ({
      entry,
      code: receipt.outcome.type === 'refused' ? receipt.outcome.code : undefined,
    })),
  ];
  return ok(
    rows
      .sort((a, b) => b.entry.command.n - a.entry.command.n)
      .flatMap(({ entry: { command, read }, code }): WaitingDocument[] => {
        const { body } = command;
        const here = body.type === 'provideDocument' && trueId(context, body.dossierId) === header.dossierId;
        return here && !pulled.has(body.document.documentId)
          ? [{ ...body.document, outboxId: String(command.n), refused: code, ...read }]
          : [];
      }),
  );
}
