import type { AppContext } from './context.ts';
import { readLines } from './lines.ts';
import type { VaultSession } from './vault-session.ts';

/** Reads the lists of the screens again from the open vault; what asks for it while they are read shares the next time. */
export async function refreshView(context: AppContext): Promise<void> {
  const session = context.opened();
  if (session) await session.refresh(() => readInto(context, session));
}

async function readInto(
  { view, clock, serverTime, opened, unsent }: AppContext,
  session: VaultSession,
): Promise<void> {
  if (opened() !== session) return;
  const seen = { sending: new Set(view.sending), now: clock.now(), time: serverTime };
  const lines = await readLines(session.store, seen);
  // locked while the rows were read: nothing of them is shown
  if (opened() !== session || !lines.ok) return;
  view.dossiers = lines.value.dossiers;
  view.pending = lines.value.pending;
  view.moved = lines.value.moved;
  view.outbox = lines.value.outbox;
  unsent.note(view.outbox.filter(({ state }) => state === 'waiting' || state === 'sending').length);
}
