import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { NO_HOLDER_DATA } from '#domain/dossier/holder-data.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { OutboxEntry, SettledEntry, WrittenHere } from '#store/outbox-repository.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { PendingDossier } from './dossier-port.ts';

/**
 * Dossiers that were created at a bedside without a network. Until its receipt comes, such a dossier is what waits in the
 * outbox and nothing else; its id is provisional: the receipt names the dossier that exists.
 */
type Creation = Extract<CommandBody, { type: 'createDossier' }>;

const creationIn = ({ command: { body } }: OutboxEntry): Creation | undefined =>
  body.type === 'createDossier' ? body : undefined;

/** Those whose creation waits, or was refused: what was written for them is still here. In the order of writing. */
export function pendingDossiers({ waiting, refused }: WrittenHere): PendingDossier[] {
  const written = [...waiting, ...refused.map(({ entry }) => entry)];
  const lineOf = (entry: OutboxEntry, isRefused: boolean): PendingDossier[] => {
    const creation = creationIn(entry);
    if (!creation) return [];
    const { dossierId, holder, insC, record } = creation;
    const own = written.filter(({ command }) => command.body.dossierId === dossierId);
    return [
      {
        dossierId,
        holder,
        insC,
        documents: own.filter(({ command }) => command.body.type === 'provideDocument').length,
        authorised: own.some(({ command }) => command.body.type === 'grantAuthorisation'),
        writtenAt: entry.command.at,
        vitaleReadAt: record.identified.vitaleReadAt,
        refused: isRefused,
      },
    ];
  };
  return [
    ...waiting.flatMap((entry) => lineOf(entry, false)),
    ...refused.flatMap(({ entry }) => lineOf(entry, true)),
  ];
}

/** Provisional ids whose receipt named another dossier, which existed already. */
export function movedDossiers({ settled }: WrittenHere): Map<DossierId, DossierId> {
  const moved = new Map<DossierId, DossierId>();
  for (const { entry, receipt } of settled) {
    const creation = creationIn(entry);
    if (!creation || receipt.outcome.type !== 'done') continue;
    if (receipt.outcome.dossierId !== creation.dossierId)
      moved.set(creation.dossierId, receipt.outcome.dossierId);
  }
  return moved;
}

/** After a creation the dossier is fetched by itself for so long after its receipt; ms. */
const FETCHED_FOR_MS = 15 * 60_000;

/** Dossiers created here of late whose author was authorised by a command of their own: they may be fetched now. */
export function authorisedAfterCreation({ settled }: WrittenHere, me: PsIdNat, now: number): DossierId[] {
  const lately = settled.filter(
    ({ receipt, settledAt }) => isDone(receipt) && now - settledAt < FETCHED_FOR_MS,
  );
  const mine = new Set(
    lately.flatMap(({ entry: { command } }) =>
      command.body.type === 'grantAuthorisation' && command.body.professional === me
        ? [command.body.dossierId]
        : [],
    ),
  );
  return lately.flatMap(({ entry, receipt: { outcome } }) => {
    const creation = creationIn(entry);
    if (!creation || outcome.type !== 'done') return [];
    return mine.has(creation.dossierId) || mine.has(outcome.dossierId) ? [outcome.dossierId] : [];
  });
}

const isDone = ({ outcome }: SettledEntry['receipt']): boolean => outcome.type === 'done';

/** What is known of a dossier to be, from its creation alone. Its author may write in it, and read what they wrote. */
export function headerOf(entry: OutboxEntry, me: Actor): DossierHeader | undefined {
  const creation = creationIn(entry);
  if (!creation) return undefined;
  const { dossierId, holder, insC, record, representative, holderData } = creation;
  const { at } = entry.command;
  const { consent, informed } = record;
  return {
    dossierId,
    holder,
    insC,
    status: 'active',
    createdAt: at,
    createdBy: me,
    optOut: { breakGlass: !consent.breakGlass, dispatchCentre: !consent.dispatchCentre },
    brochureVersion: informed.brochureVersion,
    access: { mode: 'normal', because: 'feeding', since: at, until: null },
    standing: { authorisation: 'none', careTeam: 'none', attendingPhysician: 'none' },
    minor: (majorityOf(holder.birthDate) ?? 0) > at,
    represented: representative !== undefined,
    holderData: { ...(holderData ?? NO_HOLDER_DATA), version: '' },
    version: '',
  };
}
