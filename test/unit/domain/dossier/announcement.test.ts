import { ANNOUNCEMENT_TOLD_MS } from '#domain/access/durations.ts';
import { dueOf, revealAtOf } from '#domain/dossier/announcement.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const DAY_MS = 86_400_000;

describe('the end of the wait for an announcement (R1111-53)', () => {
  it.each([
    ['2026-11-23T09:15:00.123Z', '2026-12-23T09:15:00.123Z'],
    ['2026-12-31T23:59:59.999Z', '2027-01-31T23:59:59.999Z'],
    ['2027-01-31T08:00:00.000Z', '2027-02-28T08:00:00.000Z'],
    ['2028-01-30T08:00:00.000Z', '2028-02-29T08:00:00.000Z'],
    ['2027-03-31T00:00:00.000Z', '2027-04-30T00:00:00.000Z'],
    ['2027-02-28T00:00:00.000Z', '2027-03-28T00:00:00.000Z'],
  ])('is one calendar month after %s', (from, to) => {
    expect(new Date(revealAtOf(Date.parse(from))).toISOString()).toBe(to);
  });

  it('is always between 28 and 31 days later, by whole days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const days = (revealAtOf(at) - at) / DAY_MS;
        expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(31);
        expect(Number.isInteger(days)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is due of a document that waits', () => {
  const submittedAt = Date.UTC(2026, 10, 23);
  const revealAt = revealAtOf(submittedAt);
  const waiting = { submittedAt, revealAt, holderToldAt: null };
  const told = submittedAt + ANNOUNCEMENT_TOLD_MS;

  it('is nothing, then to tell the holder once, then to show it, both where nobody looked for long', () => {
    expect(dueOf(waiting, told - 1)).toEqual({ tell: false, reveal: false });
    expect(dueOf(waiting, told)).toEqual({ tell: true, reveal: false });
    expect(dueOf({ ...waiting, holderToldAt: told }, revealAt - 1)).toEqual({ tell: false, reveal: false });
    expect(dueOf({ ...waiting, holderToldAt: told }, revealAt)).toEqual({ tell: false, reveal: true });
    expect(dueOf(waiting, revealAt + 365 * DAY_MS)).toEqual({ tell: true, reveal: true });
  });
});
