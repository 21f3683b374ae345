import { describe, expect, it } from 'vitest';
import { lastVisit, openedAt, SAME_VISIT_MS } from '#store/visits.ts';

type Visited = { openedAt: number; syncedAt: number; seenUntil?: number; lastVisitAt?: number };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Fetched at noon, never opened. */
const fetched: Visited = { openedAt: 12 * HOUR, syncedAt: 12 * HOUR };
const opened = (summary: Visited, now: number, syncedAt = now): Visited =>
  openedAt(now, 0)({ ...summary, syncedAt });

describe('the visit before this one', () => {
  it('is none at the first', () => {
    expect(lastVisit(fetched, 20 * HOUR)).toBeUndefined();
    expect(lastVisit(opened(fetched, 20 * HOUR), 20 * HOUR)).toBeUndefined();
  });

  it('is what was seen when the dossier was opened last, and stays so while it is opened again and again', () => {
    const first = opened(fetched, 20 * HOUR);
    const now = 30 * HOUR;
    expect(lastVisit(first, now)).toBe(20 * HOUR);
    let summary = opened(first, now);
    expect(lastVisit(summary, now)).toBe(20 * HOUR);
    for (let minutes = 10; minutes < 200; minutes += 20) {
      expect(lastVisit(summary, now + minutes * MINUTE)).toBe(20 * HOUR);
      summary = opened(summary, now + minutes * MINUTE);
    }
  });

  it('ends after half an hour without opening', () => {
    const second = opened(opened(fetched, 20 * HOUR), 30 * HOUR);
    expect(lastVisit(second, 30 * HOUR + SAME_VISIT_MS - 1)).toBe(20 * HOUR);
    expect(lastVisit(second, 30 * HOUR + SAME_VISIT_MS)).toBe(30 * HOUR);
  });

  it('saw no more than the last contact had brought: what came meanwhile is new after a visit without a network', () => {
    const offline = opened(opened(fetched, 20 * HOUR), 30 * HOUR, 21 * HOUR);
    expect(lastVisit(offline, 40 * HOUR)).toBe(21 * HOUR);
  });

  it('is told by the clock of the server', () => {
    const first = openedAt(20 * HOUR, -3 * HOUR)({ ...fetched, syncedAt: 20 * HOUR });
    expect(lastVisit(first, 30 * HOUR)).toBe(17 * HOUR);
  });
});
