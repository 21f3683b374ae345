import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedRange, rangeCounts } from '#server/files/byte-range.ts';

describe('a range of bytes (RFC 9110 §14)', () => {
  it.each<[string | null, object]>([
    ['bytes=0-', { kind: 'part', start: 0, end: 1000 }],
    ['bytes=500-', { kind: 'part', start: 500, end: 1000 }],
    ['bytes=0-0', { kind: 'part', start: 0, end: 1 }],
    ['bytes=500-999', { kind: 'part', start: 500, end: 1000 }],
    ['bytes=900-5000', { kind: 'part', start: 900, end: 1000 }],
    ['bytes=-1', { kind: 'part', start: 999, end: 1000 }],
    ['bytes=-5000', { kind: 'part', start: 0, end: 1000 }],
    ['bytes=1000-', { kind: 'outside' }],
    ['bytes=-0', { kind: 'outside' }],
    [null, { kind: 'whole' }],
    ['', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=9-3', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
  ])('%s of 1000', (header, asked) => {
    expect(askedRange(header, 1000)).toEqual(asked);
  });

  it('never leaves the content, whatever is asked', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^bytes=\d{0,24}-\d{0,24}$/), fc.nat(5000), (header, size) => {
        const asked = askedRange(header, size);
        if (asked.kind !== 'part') return;
        expect(asked.start).toBeGreaterThanOrEqual(0);
        expect(asked.start).toBeLessThan(asked.end);
        expect(asked.end).toBeLessThanOrEqual(size);
      }),
      { numRuns: 300 },
    );
  });

  it('counts only under the very same strong validator', () => {
    expect(rangeCounts(null, '"a"')).toBe(true);
    expect(rangeCounts('"a"', '"a"')).toBe(true);
    for (const other of ['"b"', 'W/"a"', 'Mon, 23 Nov 2026 10:00:00 GMT', ''])
      expect(rangeCounts(other, '"a"')).toBe(false);
  });
});
