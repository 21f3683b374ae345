import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Database } from '#server/database.server.ts';
import type { NewAlarm } from '#server/repositories/alarms.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { distinctWindow, eventWindow } from './sliding-window.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How much one professional, dossier or key may ask for. Generous: who works honestly never meets them. */
export const REQUEST_LIMITS = {
  /** Different dossiers that one professional opens in an hour: from here an operator should look. */
  dossiersAlarm: 200,
  /** And from here no more are opened. */
  dossiersMost: 400,
  /** Different readers of one dossier in an hour, from which an operator should look. */
  readersAlarm: 100,
  /** Contents that one professional fetches in a minute. */
  contentsMost: 600,
  /** Challenges for a card that one key asks for in a minute. */
  challengesMost: 30,
} as const;

/**
 * Limits of requests per professional and per dossier, with alarms. In memory: a restart starts counting anew, which lets
 * through at most as much again. (The searches of emergencies are counted in the directory: emergency/limits.ts.)
 */
export function requestLimits(deps: { directory: Database; clock: Clock }) {
  const { clock } = deps;
  const { dossiersMost, dossiersAlarm, readersAlarm, contentsMost, challengesMost } = REQUEST_LIMITS;
  const dossiers = distinctWindow(clock, { windowMs: HOUR_MS, mostItems: dossiersMost });
  const readers = distinctWindow(clock, { windowMs: HOUR_MS, mostItems: readersAlarm });
  const contents = eventWindow(clock, { windowMs: MINUTE_MS, limit: contentsMost });
  const challenges = eventWindow(clock, { windowMs: MINUTE_MS, limit: challengesMost });

  const raise = (raised: Omit<NewAlarm, 'at'>): Promise<void> =>
    raiseAlarm(deps, { at: clock.now(), ...raised });

  async function noteOpened(psIdNat: PsIdNat, dossierId: DossierId): Promise<void> {
    const opened = dossiers.note(psIdNat, dossierId);
    if (opened.isNew && opened.count === dossiersAlarm)
      await raise({ kind: 'dossiersOpened', psIdNat, count: opened.count, windowMs: HOUR_MS });
    const read = readers.note(dossierId, psIdNat);
    if (read.isNew && read.count === readersAlarm)
      await raise({ kind: 'dossierReaders', dossierId, count: read.count, windowMs: HOUR_MS });
  }

  return {
    /** Before dossiers are opened; false (`rateLimited`) where one would be too many. Those opened lately always may. */
    async mayOpen(psIdNat: PsIdNat, wanted: readonly DossierId[]): Promise<boolean> {
      const more = wanted.filter((dossierId) => !dossiers.has(psIdNat, dossierId)).length;
      if (more === 0 || dossiers.count(psIdNat) < dossiersMost) return true;
      await raise({ kind: 'dossiersRefused', psIdNat, count: dossiersMost, windowMs: HOUR_MS });
      return false;
    },
    /** After they were opened. */
    async opened(psIdNat: PsIdNat, dossierIds: readonly DossierId[]): Promise<void> {
      for (const dossierId of dossierIds) await noteOpened(psIdNat, dossierId);
    },
    /** Before a content is fetched; false (`rateLimited`) where it is one too many. */
    async mayFetch(psIdNat: PsIdNat, dossierId: DossierId): Promise<boolean> {
      if (!contents.take(psIdNat)) {
        await raise({ kind: 'contentsRefused', psIdNat, count: contentsMost, windowMs: MINUTE_MS });
        return false;
      }
      return this.mayOpen(psIdNat, [dossierId]);
    },
    /** Before a challenge is given out. */
    mayChallenge: (key: DeviceId): boolean => challenges.take(key),
  };
}
