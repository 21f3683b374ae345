import type { RelaisServer } from '#server/server.server.ts';
import type { Waiting } from './journaled.ts';

/** At start: what the last restore could not yet do again goes on waiting for its document or dossier. */
export async function waitAgain({ journal, commands, instance }: RelaisServer): Promise<void> {
  // nothing was ever restored here
  if (instance.restoreEpoch === 1) return;
  const rows = await journal.rows();
  const restored = rows.map(({ entry }) => entry).findLast((entry) => entry.kind === 'restored');
  const positions = new Set(restored?.kind === 'restored' ? restored.waiting : []);
  const waiting: Waiting[] = [];
  for (const { position, at, entry } of rows)
    if (positions.has(position) && entry.kind === 'command') waiting.push({ at, entry });
  commands.journaled.wait(waiting);
}
