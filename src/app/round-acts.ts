import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { dayOf, withDay } from '#domain/round/visit-round.ts';
import { withVault, type AppContext } from './context.ts';
import { isoDate } from './iso-date.ts';
import { loadLate } from './load-late.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { RunningRound } from './round-port.ts';
import type { StoragePort } from './storage.ts';
import type { VaultSession } from './vault-session.ts';

export function roundActs(context: AppContext, storage: StoragePort | undefined): Pick<Relais, 'round'> {
  return {
    round: () =>
      withVault(context, async (session) => {
        const round = await runningRound(context, session, storage);
        return round.ok ? ok(round.value.desk) : round;
      }),
  };
}

/** One for the time that the vault is open: what is being fetched does not depend on a page. */
async function runningRound(
  context: AppContext,
  session: VaultSession,
  storage: StoragePort | undefined,
): Promise<Result<RunningRound, AppError>> {
  const part = await loadLate(() => import('./round-desk.ts'));
  if (!part.ok) return err(appErrorOf(part.error));
  session.late.round ??= Promise.resolve(part.value.roundDesk({ context, session, storage }));
  return ok(await session.late.round);
}

/** After a good contact; costs one small row where today has no round. */
export async function goOnWithRound(context: AppContext, storage: StoragePort | undefined): Promise<void> {
  const session = context.opened();
  if (!session) return;
  const history = await session.store.rounds.find();
  if (!history.ok || !dayOf(history.value, today(context)).preparing) return;
  const round = await runningRound(context, session, storage);
  if (round.ok) await round.value.goOn();
}

export const today = ({ clock }: Pick<AppContext, 'clock'>): string => isoDate(new Date(clock.now()));

/** All tabs of a vault take turns with the history of its rounds. */
export const withHistory = <T>(
  { lock }: Pick<AppContext, 'lock'>,
  { vault }: VaultSession,
  run: () => Promise<T>,
): Promise<T> => lock.exclusive(`relais-round-${vault.vaultId}`, run);

/** For the usual patients. Never in the way of the opening itself. */
export async function noteOpened(
  context: AppContext,
  session: VaultSession,
  dossierId: DossierId,
): Promise<void> {
  await withHistory(context, session, async () => {
    const history = await session.store.rounds.find();
    const day = today(context);
    if (!history.ok || dayOf(history.value, day).opened.includes(dossierId)) return;
    await session.store.rounds.keep(
      withDay(history.value, day, (before) => ({ ...before, opened: [...before.opened, dossierId] })),
    );
  });
}
