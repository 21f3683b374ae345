import { err, ok, type Result } from '#base/result.ts';
import { planTakingBack } from '#sync/taking-back.ts';
import type { AppContext } from './context.ts';
import type { TakeBackPlan } from './outbox-port.ts';
import type { AppError } from './port.ts';
import { refreshView } from './refresh-view.ts';
import { appErrorOf } from './remote-error.ts';
import type { VaultSession } from './vault-session.ts';

/** What would go with a waiting item (sync/taking-back.ts). */
export async function planTakeBack(
  { store }: VaultSession,
  id: string,
): Promise<Result<TakeBackPlan | undefined, AppError>> {
  const listed = await store.outbox.list();
  if (!listed.ok) return err(appErrorOf(listed.error));
  const plan = planTakingBack(listed.value.entries, Number(id));
  if (plan.kind === 'mayNot') return ok(undefined);
  const { ns, along, loses } = plan;
  return ok({ ids: ns.map(String), along, loses });
}

/** Looks again at what depends on the first, then takes them out in one transaction, which looks again at whether they left. */
export async function takeBack(
  context: AppContext,
  session: VaultSession,
  ids: readonly string[],
): Promise<Result<boolean, AppError>> {
  const [first] = ids;
  if (first === undefined) return ok(false);
  const plan = await planTakeBack(session, first);
  if (!plan.ok) return plan;
  if (plan.value?.ids.join() !== ids.join()) return ok(false);
  const dossiers = new Set(
    context.view.outbox.flatMap(({ id, dossierId }) => (ids.includes(id) && dossierId) || []),
  );
  const ns = ids.map(Number);
  const gone = await session.store.outbox.takeBack(ns);
  if (!gone.ok) return err(appErrorOf(gone.error));
  if (!gone.value) return ok(false);
  session.engine.takenBack(ns);
  await refreshView(context);
  for (const dossierId of dossiers) context.view.raiseRevision(dossierId);
  return ok(true);
}
