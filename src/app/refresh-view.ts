import type { AppContext } from './context.ts';
import { readLines } from './lines.ts';

/** Reads the lists of the screens again from the open vault. */
export async function refreshView({ view, clock, opened }: AppContext): Promise<void> {
  const session = opened();
  if (!session) return;
  const lines = await readLines(session.store, { sending: new Set(view.sending), now: clock.now() });
  // locked while the rows were read: nothing of them is shown
  if (opened() !== session || !lines.ok) return;
  view.dossiers = lines.value.dossiers;
  view.outbox = lines.value.outbox;
}
