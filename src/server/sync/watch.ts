import type { Clock } from '#base/clock.ts';
import { lostLately, standingOf, verdictOn, type Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { Moved, Notices } from '#server/notices.ts';
import { factsOf, findDocumentRow } from '#server/repositories/documents.ts';
import type { Shards } from '#server/shard.ts';
import type { WatchEvent } from '#wire/sync.ts';

/** A sign of life this often, so that a cut stream is noticed and the session is asked again; ms. */
export const HEARTBEAT_MS = 20_000;

/**
 * The stream of one reader: which dossiers moved, as far as this reader may see what moved there. Ends with the signal,
 * or when the session no longer holds at a heartbeat.
 */
export async function* watch(
  deps: { notices: Notices; shards: Shards; circumstancesOf: CircumstancesOf; clock: Clock },
  reader: { asker: Asker; stillHolds: () => Promise<boolean> },
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const queue: Moved[] = [];
  let wake = (): void => undefined;
  const stop = deps.notices.listen((moved) => {
    queue.push(moved);
    wake();
  });
  signal.addEventListener('abort', () => wake());
  try {
    yield alive(deps.clock);
    while (!signal.aborted) {
      const moved = queue.shift();
      if (moved) {
        if (await maySee(deps, reader.asker, moved)) yield { kind: 'moved', dossierId: moved.dossierId };
        continue;
      }
      const woken = await nextOrHeartbeat((resolve) => (wake = resolve));
      if (woken || signal.aborted) continue;
      if (!(await reader.stillHolds())) return;
      yield alive(deps.clock);
    }
  } finally {
    stop();
  }
}

const alive = (clock: Clock): WatchEvent => ({ kind: 'alive', serverTime: clock.now() });

/** True when woken, false when the heartbeat is due. */
function nextOrHeartbeat(arm: (wake: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), HEARTBEAT_MS);
    arm(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** Also true where the reader has just lost the dossier: the pull that follows tells the device to let go of it. */
async function maySee(
  deps: { shards: Shards; circumstancesOf: CircumstancesOf; clock: Clock },
  asker: Asker,
  { dossierId, documentId, before }: Moved,
): Promise<boolean> {
  const shard = await deps.shards.of(dossierId);
  if (!shard) return false;
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const standing = await standingOf(shard.database.db, asking, dossierId);
  const mayConsult = verdictOn(standing, 'consultDossier').allowed;
  if (documentId === undefined) return mayConsult || lostLately(standing);
  const row = await findDocumentRow(shard.database.db, dossierId, documentId);
  const states = [...(row ? [factsOf(row)] : []), ...(before ? [before] : [])];
  return mayConsult && states.some((facts) => verdictOn(standing, 'retrieveDocument', facts).allowed);
}
