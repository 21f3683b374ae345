import type { Clock } from '#base/clock.ts';

/** So many at once, and so many a second afterwards. */
export type Rate = { burst: number; perSecond: number };

type Bucket = { tokens: number; at: number };

/** Names remembered before those that have filled up again are let go of. */
const MOST_NAMES = 10_000;

/** One token bucket per name; a name not seen, or not seen for long, has a full one. */
export function tokenBuckets(clock: Clock, { burst, perSecond }: Rate) {
  const buckets = new Map<string, Bucket>();
  const filled = ({ tokens, at }: Bucket, now: number): number =>
    Math.min(burst, tokens + ((now - at) / 1000) * perSecond);

  function forgetFull(now: number): void {
    for (const [name, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(name);
  }

  return {
    /** Takes one token; false where there is none. */
    take(name: string): boolean {
      const now = clock.monotonic();
      if (buckets.size >= MOST_NAMES) forgetFull(now);
      const tokens = filled(buckets.get(name) ?? { tokens: burst, at: now }, now);
      buckets.set(name, { tokens: Math.max(0, tokens < 1 ? tokens : tokens - 1), at: now });
      return tokens >= 1;
    },
  };
}
export type TokenBuckets = ReturnType<typeof tokenBuckets>;
