import type { Clock } from '#base/clock.ts';

/** Names remembered at the most; beyond it the one that was quiet the longest is let go of. */
const MOST_NAMES = 10_000;

/**
 * Counts different items per name within the last while, such as the dossiers that a professional opened in an hour. In
 * memory and bounded: `mostItems` per name, beyond which the count stays there.
 */
export function distinctWindow(
  clock: Clock,
  {
    windowMs,
    mostItems,
    mostNames = MOST_NAMES,
  }: { windowMs: number; mostItems: number; mostNames?: number },
) {
  const names = new Map<string, Map<string, number>>();

  /** Items in the order in which they were last seen: those that are too old stand first. */
  function itemsOf(name: string): Map<string, number> | undefined {
    const items = names.get(name);
    if (!items) return undefined;
    const oldest = clock.monotonic() - windowMs;
    for (const [item, at] of items) {
      if (at > oldest) break;
      items.delete(item);
    }
    if (items.size === 0) names.delete(name);
    return items;
  }

  return {
    count: (name: string): number => itemsOf(name)?.size ?? 0,
    has: (name: string, item: string): boolean => itemsOf(name)?.has(item) ?? false,
    /** Notes one item; tells how many different ones there are now, and whether this one is new among them. */
    note(name: string, item: string): { count: number; isNew: boolean } {
      const items = itemsOf(name) ?? new Map<string, number>();
      const isNew = !items.has(item);
      if (isNew && items.size >= mostItems) return { count: items.size, isNew };
      items.delete(item);
      items.set(item, clock.monotonic());
      names.delete(name);
      names.set(name, items);
      forgetQuietest(names, mostNames);
      return { count: items.size, isNew };
    },
  };
}
/**
 * Counts events per name within the last while by two windows side by side: the one that runs, and the share of the one
 * before that still lies within reach. Bounded, and O(1) per event; off by little where events come evenly.
 */
export function eventWindow(
  clock: Clock,
  { windowMs, limit, mostNames = MOST_NAMES }: { windowMs: number; limit: number; mostNames?: number },
) {
  const names = new Map<string, { window: number; now: number; before: number }>();

  return {
    /** Counts one event; false, and not counted, where the limit is reached. */
    take(name: string): boolean {
      const time = clock.monotonic() / windowMs;
      const window = Math.floor(time);
      const counted = movedTo(window, names.get(name));
      if (counted.now + counted.before * (1 - (time - window)) + 1 > limit) return false;
      counted.now += 1;
      names.delete(name);
      names.set(name, counted);
      forgetQuietest(names, mostNames);
      return true;
    },
  };
}
function movedTo(
  window: number,
  counted: { window: number; now: number; before: number } | undefined,
): { window: number; now: number; before: number } {
  if (counted?.window === window) return counted;
  return { window, now: 0, before: counted?.window === window - 1 ? counted.now : 0 };
}

function forgetQuietest(names: Map<string, unknown>, most: number): void {
  for (const name of names.keys()) {
    if (names.size <= most) return;
    names.delete(name);
  }
}
