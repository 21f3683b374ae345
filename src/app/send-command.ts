import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { CommandBody, Receipt } from '#wire/commands.ts';
import { writeCommand, type NewCommand } from './command-writer.ts';
import type { AppContext } from './context.ts';
import { pendingHeader } from './pending-acts.ts';
import { refreshView } from './refresh-view.ts';
import type { AppError } from './port.ts';
import { practiceOf } from './practice.ts';
import { appErrorOf } from './remote-error.ts';
import type { VaultSession } from './vault-session.ts';

type Written = Omit<NewCommand, 'organisation' | 'confidential'> & {
  /** Also where the confidential session has ended since. */
  confidential?: boolean;
};

/** Puts a command in the outbox and returns its number; the sync core sends it. */
export async function enqueue(
  context: AppContext,
  session: VaultSession,
  input: Written,
): Promise<Result<number, AppError>> {
  const organisation = practiceOf(context, session.row.owner);
  const confidential = input.confidential ?? context.view.confidential === input.body.dossierId;
  const written = await writeCommand({ ...context, ...session }, { ...input, organisation, confidential });
  if (!written.ok)
    return err(
      written.error.type === 'Malformed' ? { type: 'Refused', code: 'malformed' } : appErrorOf(written.error),
    );
  await refreshView(context);
  return written;
}

/**
 * Puts a command in the outbox, sends it now and waits for its receipt. Without a network the answer is Offline, and
 * the command waits in the outbox like any other: it is not to be written again.
 */
export async function sendAndWait(
  context: AppContext,
  session: VaultSession,
  input: { body: CommandBody; holder: HolderTraits | null },
): Promise<Result<Extract<Receipt['outcome'], { type: 'done' }>, AppError>> {
  const n = await enqueue(context, session, input);
  if (!n.ok) return n;
  const pushed = await session.engine.push();
  const receipt = await session.store.outbox.receiptOf(n.value);
  await refreshView(context);
  if (!receipt.ok) return err(appErrorOf(receipt.error));
  if (receipt.value) return outcomeOf(receipt.value);
  if (pushed.ok) return err({ type: 'Server', code: 'internal' });
  session.engine.wake();
  return err(appErrorOf(pushed.error));
}

const outcomeOf = ({ outcome }: Receipt): Result<Extract<Receipt['outcome'], { type: 'done' }>, AppError> =>
  outcome.type === 'done' ? ok(outcome) : err({ type: 'Refused', code: outcome.code });

/** The same thing read again within this time is one access. */
const ONE_ACCESS_MS = 60_000;

/**
 * An access that the server cannot see, because it was served from this device, becomes a command. Never in the way of
 * the reading itself: where the outbox cannot take it, the next reading tries again.
 */
export async function recordAccess(
  context: AppContext,
  session: VaultSession,
  access: Omit<Extract<CommandBody, { type: 'recordAccess' }>, 'type' | 'readAt'>,
  holder: HolderTraits | null,
): Promise<void> {
  const key = access.documentId ?? access.dossierId;
  const now = context.clock.monotonic();
  const before = session.recorded.get(key);
  if (before !== undefined && now - before < ONE_ACCESS_MS) return;
  session.recorded.set(key, now);
  const body: CommandBody = { type: 'recordAccess', ...access, readAt: context.clock.now() };
  const written = await enqueue(context, session, { body, holder });
  if (written.ok) session.engine.wake();
  else session.recorded.delete(key);
}

/** Whose dossier it is, as far as this device keeps it: of one that is open in memory alone it keeps nothing. */
export async function holderOf(session: VaultSession, dossierId: DossierId): Promise<HolderTraits | null> {
  const found = await session.store.dossiers.find(dossierId);
  if (found.ok && found.value) return found.value.header.holder;
  // a dossier whose creation waits
  const pending = await pendingHeader(session, dossierId);
  return pending.ok ? (pending.value?.holder ?? null) : null;
}
