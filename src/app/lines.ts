import type { DossierId } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { ListedSummary } from '#store/dossier-summary.ts';
import type { OutboxEntry, SettledEntry, WaitingEntry } from '#store/outbox-repository.ts';
import { endsSoon } from '#store/lease.ts';
import type { VaultStore } from '#store/vault-store.ts';
import type { StoreError } from '#store/errors.ts';
import { ok, type Result } from '#base/result.ts';
import type { CommandBody } from '#wire/commands.ts';
import { movedDossiers, pendingDossiers } from './pending-dossier.ts';
import type { DossierLine, PendingDossier } from './dossier-port.ts';
import type { OutboxLine } from './outbox-port.ts';
import type { ServerTime } from './server-time.ts';

/** Accepted commands stay in the list of what was sent for this long, by the device's clock. */
const SHOWN_AS_SENT_MS = 15 * 60 * 1000;

/** `moved`: provisional ids, and the dossiers that they turned out to be. */
export type Lines = {
  dossiers: DossierLine[];
  outbox: OutboxLine[];
  pending: PendingDossier[];
  moved: Moved;
};
type Moved = ReadonlyMap<DossierId, DossierId>;

/** Lists of the screens, read from the stored rows: newest first. */
export async function readLines(
  store: VaultStore,
  seen: { sending: ReadonlySet<number>; now: number; time: Pick<ServerTime, 'now' | 'onDevice'> },
): Promise<Result<Lines, StoreError>> {
  const written = await store.outbox.listAll();
  if (!written.ok) return written;
  const { waiting, refused, settled } = written.value;
  const moved = movedDossiers(written.value);
  const dossiers = await dossierLines(store, { waiting, moved }, seen.time);
  if (!dossiers.ok) return dossiers;
  const sent = settled.filter(
    ({ entry }) =>
      entry.command.body.type !== 'recordAccess' && seen.now - entry.command.at < SHOWN_AS_SENT_MS,
  );
  const lines = [
    ...waiting.map((entry) => waitingLine(entry, seen.sending.has(entry.command.n))),
    ...refused.map(settledLine),
    ...sent.map(settledLine),
  ];
  const outbox = lines.map((line) => atTrueId(line, moved)).sort((a, b) => Number(b.id) - Number(a.id));
  return ok({ dossiers: dossiers.value, outbox, pending: pendingDossiers(written.value), moved });
}

const atTrueId = (line: OutboxLine, moved: Moved): OutboxLine => ({
  ...line,
  dossierId: line.dossierId && (moved.get(line.dossierId) ?? line.dossierId),
});

type Waiting = { waiting: readonly OutboxEntry[]; moved: Moved };

async function dossierLines(
  store: VaultStore,
  waiting: Waiting,
  time: Pick<ServerTime, 'now' | 'onDevice'>,
): Promise<Result<DossierLine[], StoreError>> {
  const listed = await store.dossiers.list();
  if (!listed.ok) return listed;
  // asked all at once: a long list does not wait for the database line by line
  const asked = listed.value.summaries.map(async (summary) => ({
    summary,
    contents: await store.cached.refsOf(summary.dossierId),
  }));
  const lines: DossierLine[] = [];
  for (const { summary, contents } of await Promise.all(asked)) {
    if (!contents.ok) return contents;
    const complete = contents.value.size >= summary.documents;
    lines.push({
      ...dossierLine(summary, waiting, complete),
      leaseUntil: time.onDevice(summary.leaseUntil),
      leaseEndsSoon: endsSoon(summary.leaseUntil, time.now()),
    });
  }
  return ok(lines.sort((a, b) => b.openedAt - a.openedAt));
}

const dossierLine = (
  summary: ListedSummary,
  { waiting, moved }: Waiting,
  complete: boolean,
): Omit<DossierLine, 'leaseUntil' | 'leaseEndsSoon'> => ({
  dossierId: summary.dossierId,
  holder: summary.holder,
  insC: summary.insC,
  documents: summary.documents,
  waiting: waiting.filter(
    ({ command: { body } }) =>
      body.type === 'provideDocument' && (moved.get(body.dossierId) ?? body.dossierId) === summary.dossierId,
  ).length,
  pinned: summary.pinned,
  complete,
  openedAt: summary.openedAt,
  syncedAt: summary.syncedAt,
});

const waitingLine = (entry: WaitingEntry, sending: boolean): OutboxLine => ({
  ...lineOf(entry),
  state: sending ? 'sending' : 'waiting',
  refused: undefined,
  sentAt: undefined,
  ...(entry.command.body.type !== 'recordAccess' && {
    takeBack: entry.neverSent && !sending ? 'may' : 'maybeReceived',
  }),
});

const settledLine = ({ entry, receipt }: SettledEntry): OutboxLine => ({
  ...lineOf(entry),
  state: receipt.outcome.type === 'refused' ? 'refused' : 'sent',
  refused: receipt.outcome.type === 'refused' ? receipt.outcome.code : undefined,
  sentAt: receipt.at,
  ...(receipt.outcome.type === 'done' && receipt.outcome.existing === true && { existing: true }),
});

function lineOf({ command, holder }: OutboxEntry): Omit<OutboxLine, 'state' | 'refused' | 'sentAt'> {
  const { body } = command;
  const known: HolderTraits | undefined = body.type === 'createDossier' ? body.holder : (holder ?? undefined);
  return {
    id: String(command.n),
    dossierId: body.dossierId,
    what: body.type,
    title: body.type === 'provideDocument' ? body.document.title : undefined,
    holder: known,
    writtenAt: command.at,
    ...documentOf(body),
  };
}

function documentOf(body: CommandBody): Pick<OutboxLine, 'documentId'> {
  if (body.type === 'provideDocument') return { documentId: body.document.documentId };
  return body.type === 'changeDocument' ? { documentId: body.documentId } : {};
}
