import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Database } from '#server/database.server.ts';
import { dossierKey, revocationJournal } from '#server/schema/keys.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { asc, eq, isNull, lt } from 'drizzle-orm';
import { journalEntry, type JournalEntry } from './journal-entry.ts';

/** Older rows than any backup that is still put back, ms. */
export const JOURNAL_MS = 90 * 86_400_000;

export type JournalRow = { position: number; at: number; entry: JournalEntry };

/**
 * The journal of what took a right away or changed who sees what: written before it takes effect, so that a crash leaves
 * at most a row without effect. It lies with the keys, which are backed up apart, and is done again after a restore
 * (restore.ts).
 */
export type RevocationJournal = ReturnType<typeof revocationJournalIn>;

const PLACE = 'revocation-journal';

export function revocationJournalIn(deps: { keys: Database; key: SealKey; clock: Clock }) {
  const { keys, key, clock } = deps;
  return {
    /** On disk when this resolves. Returns its position. */
    async note(entry: JournalEntry): Promise<number> {
      const row = { at: clock.now(), sealed: sealJson(key, entry, PLACE) };
      const [noted] = await keys.write((tx) =>
        tx.insert(revocationJournal).values(row).returning({ position: revocationJournal.position }),
      );
      if (!noted) throw new Error('a row of the journal vanished while it was written');
      return noted.position;
    },

    /** It had no effect after all. */
    async forget(position: number): Promise<void> {
      await keys.write((tx) => tx.delete(revocationJournal).where(eq(revocationJournal.position, position)));
    },

    /** All rows, in the order in which they took effect: by position, since a clock may be set back. */
    async rows(): Promise<JournalRow[]> {
      const rows = await keys.db.select().from(revocationJournal).orderBy(asc(revocationJournal.position));
      return rows.map(({ position, at, sealed }) => ({
        position,
        at,
        entry: openJson(key, sealed, PLACE, (value) => journalEntry.parse(value)),
      }));
    },

    /** Dossiers whose key was destroyed: they are erased, whatever rows say. */
    async destroyedDossiers(): Promise<DossierId[]> {
      const { dossierId, wrapped } = dossierKey;
      const rows = await keys.db.select({ dossierId }).from(dossierKey).where(isNull(wrapped));
      return rows.map((row) => row.dossierId);
    },

    async prune(): Promise<void> {
      const before = clock.now() - JOURNAL_MS;
      await keys.write((tx) => tx.delete(revocationJournal).where(lt(revocationJournal.at, before)));
    },
  };
}
