import { describe, expect, test } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { readinessOf } from '#domain/round/readiness.ts';
import { usualPatients } from '#domain/round/usual-patients.ts';
import {
  dayOf,
  emptyDay,
  moved,
  REMEMBERED_DAYS,
  roundBefore,
  takenBack,
  withDay,
  withVisits,
  type RoundDay,
  type RoundHistory,
} from '#domain/round/visit-round.ts';
import { dossierNo } from '#test/support/sync/sample.ts';

const [A, B, C, D] = [dossierNo(1), dossierNo(2), dossierNo(3), dossierNo(4)];
const day = (of: string, more: Partial<RoundDay>): RoundDay => ({ ...emptyDay(of), ...more });

describe('a visit round', () => {
  test('takes each dossier once, at its end', () => {
    expect(withVisits([A, B], [C, A])).toEqual([A, B, C]);
  });

  test('moves a visit by one place, and not past the ends', () => {
    expect(moved([A, B, C], C, -1)).toEqual([A, C, B]);
    expect(moved([A, B, C], A, 1)).toEqual([B, A, C]);
    expect(moved([A, B, C], A, -1)).toEqual([A, B, C]);
    expect(moved([A, B, C], C, 1)).toEqual([A, B, C]);
    expect(moved([A, B], C, 1)).toEqual([A, B]);
  });

  test('an act that is taken back leaves what others added or removed since', () => {
    expect(takenBack([A, C], { was: [A, B, C], made: [A, C] })).toEqual([A, B, C]);
    expect(takenBack([B, A, C], { was: [A, B, C], made: [B, A, C] })).toEqual([A, B, C]);
    expect(takenBack([A, B, C], { was: [A], made: [A, B, C] })).toEqual([A]);
    expect(takenBack([C, D], { was: [A, B, C], made: [B, C] })).toEqual([A, C, D]);
  });

  test('a change of one day leaves the others, and forgets what is too old', () => {
    let history: RoundHistory = [];
    for (let n = 0; n < REMEMBERED_DAYS + 5; n++) {
      const name = `2026-${String(1 + Math.floor(n / 28)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
      history = withDay(history, name, (before) => ({ ...before, visits: [A] }));
    }
    expect(history).toHaveLength(REMEMBERED_DAYS);
    expect(history[0]?.day).toBe('2026-02-19');
    expect(
      dayOf(
        withDay(history, '2026-02-19', (before) => before),
        '2026-02-19',
      ).visits,
    ).toEqual([A]);
  });

  test('the round before is the last one with visits, today’s left out', () => {
    const history = [
      day('2026-03-02', { visits: [C] }),
      day('2026-03-01', { opened: [B] }),
      day('2026-02-27', { visits: [A, B] }),
      day('2026-02-26', { visits: [C] }),
    ];
    expect(roundBefore(history, '2026-03-02')?.visits).toEqual([A, B]);
    expect(roundBefore([], '2026-03-02')).toBeUndefined();
  });
});

describe('usualPatients', () => {
  test('a visit counts more than an opening, and once opened is not usual', () => {
    const history = [
      day('2026-03-03', { opened: [C, B] }),
      day('2026-03-02', { visits: [A], opened: [B] }),
      day('2026-03-01', { visits: [A], opened: [B] }),
    ];
    expect(usualPatients(history, '2026-03-04', 9)).toEqual([A, B]);
    expect(usualPatients(history, '2026-03-04', 1)).toEqual([A]);
  });

  test('of two seen as often the one seen last comes first; today does not count', () => {
    const history = [
      day('2026-03-03', { visits: [C] }),
      day('2026-03-02', { visits: [B] }),
      day('2026-03-01', { visits: [A] }),
    ];
    expect(usualPatients(history, '2026-03-03', 9)).toEqual([B, A]);
  });
});

describe('readinessOf', () => {
  const line = (dossierId: DossierId, complete: boolean, leaseUntil = 100) => ({
    dossierId,
    complete,
    leaseUntil,
  });
  test('ready until the first lease ends', () => {
    const held = [line(A, true, 300), line(B, true, 200), line(C, true, 100)];
    expect(readinessOf([A, B], held)).toEqual({ kind: 'ready', until: 200 });
  });

  test('names what is not here, and what is not whole', () => {
    expect(readinessOf([A, B, C], [line(A, true), line(B, false)])).toEqual({
      kind: 'lacking',
      dossierIds: [B, C],
    });
    expect(readinessOf([], [])).toEqual({ kind: 'empty' });
  });
});
