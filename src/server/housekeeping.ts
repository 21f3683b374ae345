import { log } from '#base/log.ts';
import { lt } from 'drizzle-orm';
import { runAnnouncements } from './documents-life/announcement-job.ts';
import { eraseDue } from './erasure/erase-due.ts';
import { freeSpaceWatch } from './free-space.ts';
import { isContentTaken } from './repositories/contents.ts';
import { session } from './schema/directory.ts';
import { readAgain } from './reading/read-again.ts';
import type { RelaisServer } from './server.server.ts';
import { pruneChanges } from './sync/prune.ts';

const HOUR_MS = 3600 * 1000;
const MINUTE_MS = 60 * 1000;
/** Ended sessions are kept this long, so that their device is still told that they ended. */
const SESSION_KEPT_MS = 30 * 24 * HOUR_MS;

/**
 * What time alone makes due: uploads that nobody finished, sessions long over, pairings that nobody uses, documents that
 * wait to be announced, dossiers to be erased. Idempotent; safe at any moment.
 */
export async function tidy(server: RelaisServer): Promise<void> {
  await server.uploads.removeAbandoned(async (blobId) => {
    const taken = await Promise.all(
      server.shards.all.map(({ database }) => isContentTaken(database.db, blobId)),
    );
    return taken.includes(true);
  });
  const over = server.clock.now() - SESSION_KEPT_MS;
  await server.directory.write((tx) => tx.delete(session).where(lt(session.expiresAt, over)));
  await server.relay.endUnused();
  await server.journal.prune();
  await runAnnouncements(server);
  await pruneChanges(server);
  // last: it throws after having tried all
  await eraseDue(server);
}

/**
 * Tidies at start and every hour; looks every minute for e-mails that are due, also after days off, and for the space that is
 * left; reads at start the documents that an older version read, or none. Returns the way to stop.
 */
export function startHousekeeping(server: RelaisServer): () => void {
  const run = (): void =>
    void tidy(server).catch((error: unknown) => log('error', 'housekeeping', { error }));
  const send = (): void => server.dispatcher.kick();
  run();
  send();
  let stopped = false;
  void readAgain(server.commands, () => stopped).catch((error: unknown) =>
    log('error', 'readAgain', { error }),
  );
  const watch = freeSpaceWatch(server.config, server.clock);
  const look = (): void => void watch().catch((error: unknown) => log('error', 'freeSpace', { error }));
  look();
  const timers = [setInterval(run, HOUR_MS), setInterval(send, MINUTE_MS), setInterval(look, MINUTE_MS)];
  for (const timer of timers) timer.unref();
  return () => {
    stopped = true;
    timers.forEach((timer) => clearInterval(timer));
  };
}
