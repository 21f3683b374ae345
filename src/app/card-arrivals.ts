import { stateOf, type StationSource } from './stations.ts';

/**
 * Counts the cards that come in. One that was there when its station was first reached did not come: nobody put it in
 * for what is on the screen now.
 */
export function cardArrivals() {
  let before = new Map<string, boolean>();
  let count = 0;
  return {
    /** To be called with every change. */
    count(sources: readonly StationSource[]): number {
      const now = new Map<string, boolean>();
      for (const source of sources) {
        const { connected, cardPresent } = stateOf(source);
        if (!connected) continue;
        if (cardPresent && before.get(source.id) === false) count++;
        now.set(source.id, cardPresent);
      }
      before = now;
      return count;
    },
  };
}
