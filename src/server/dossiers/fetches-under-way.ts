import type { DeviceId, DocumentId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';

/** A connection that broke and is taken up again within this time is the same access. */
export const SAME_FETCH_MS = 10 * 60_000;

export type Fetch = { device: DeviceId; documentId: DocumentId };

/**
 * Which device was lately allowed which content, and left a trace of it: what it fetches of the rest is that access. In
 * memory: after a restart the next request is traced again.
 */
export interface FetchesUnderWay {
  /** Allowed and traced just now. */
  begun(fetch: Fetch): void;
  /** Traced less than ten minutes ago. */
  has(fetch: Fetch): boolean;
}

export function fetchesUnderWay(clock: Clock): FetchesUnderWay {
  const until = new Map<string, number>();
  const nameOf = ({ device, documentId }: Fetch): string => `${device}|${documentId}`;
  const sweep = (now: number): void => {
    for (const [name, end] of until) {
      if (end > now) return; // in the order in which they end
      until.delete(name);
    }
  };
  return {
    begun(fetch) {
      const now = clock.monotonic();
      sweep(now);
      until.delete(nameOf(fetch));
      until.set(nameOf(fetch), now + SAME_FETCH_MS);
    },
    has: (fetch) => (until.get(nameOf(fetch)) ?? -Infinity) > clock.monotonic(),
  };
}
