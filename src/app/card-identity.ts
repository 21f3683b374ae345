import type { Result } from '#base/result.ts';
import type { CardStation, CpsIdentity, StationError } from '#cards/station.ts';

type Identity = Promise<Result<CpsIdentity, StationError>>;
type Kept = { asked: Identity; outcome: CpsIdentity | 'failed' | undefined };

export type CardIdentities = ReturnType<typeof cardIdentities>;

/**
 * Whose CPS lies in which station, read once and kept in memory while the card stays there: so the tries left are known
 * before the code is typed, and one dialogue is enough after it.
 */
export function cardIdentities(changed: () => void) {
  const kept = new Map<string, Kept>();

  function ask(station: CardStation): Identity {
    // not at once: a station that begins says so, and whoever hears it may look here again
    const asked = Promise.resolve().then(() => station.cpsIdentity());
    const entry: Kept = { asked, outcome: undefined };
    kept.set(station.id, entry);
    void entry.asked.then((identity) => {
      entry.outcome = identity.ok ? identity.value : 'failed';
      if (kept.get(station.id) === entry) changed();
    });
    return entry.asked;
  }

  const known = (id: string): CpsIdentity | undefined => {
    const outcome = kept.get(id)?.outcome;
    return outcome === 'failed' ? undefined : outcome;
  };

  return {
    /** What is known or under way; asked again where it failed, which may have been a passing fault. */
    of(station: CardStation): Identity {
      const entry = kept.get(station.id);
      return entry && entry.outcome !== 'failed' ? entry.asked : ask(station);
    },
    /** Asks once for each card that is put in: one that is no CPS is left in peace. */
    look(station: CardStation): void {
      if (!kept.has(station.id)) void ask(station);
    },
    /** Whether this card has stayed in since it was read. */
    holds: (id: string, { serialNumber }: CpsIdentity): boolean => known(id)?.serialNumber === serialNumber,
    triesLeft: (id: string | undefined): number | undefined =>
      id === undefined ? undefined : known(id)?.triesLeft,
    /** What a login told of the tries; `undefined` after one that succeeded, which gives the card all of them back. */
    noteTries(id: string, triesLeft: number | undefined): void {
      const entry = kept.get(id);
      const identity = known(id);
      if (!entry || !identity) return;
      entry.outcome = { ...identity, triesLeft };
      changed();
    },
    forget(id: string): void {
      kept.delete(id);
    },
    /** The cards of the other stations are gone. */
    keepOnly(isThere: (id: string) => boolean): void {
      for (const id of kept.keys()) if (!isThere(id)) kept.delete(id);
    },
  };
}
