import { describe, expect, it } from 'vitest';
import { CODE_SYSTEMS } from '#domain/clinical/code.ts';
import type { Observation } from '#domain/clinical/fact.ts';
import type { ObservedValue } from '#domain/clinical/observed-value.ts';
import { judge } from '#domain/clinical/series-judge.ts';
import { seriesOf, type ResultDocument } from '#domain/clinical/series.ts';
import { resultsOf } from '#domain/clinical/series-tracks.ts';
import { instantOf } from '#domain/clinical/series-time.ts';
import { trendOf } from '#domain/clinical/series-trend.ts';
import { documentOf, loinc } from './facts.ts';

const CREATININE = { moles: loinc('14682-9'), mass: loinc('2160-0') };

function measured(
  value: number | ObservedValue,
  unit: string,
  from: string,
  more: Partial<Observation> = {},
): Observation {
  return {
    kind: 'observation',
    category: 'laboratory',
    label: 'Créatinine',
    code: CREATININE.moles,
    from,
    value: typeof value === 'number' ? { type: 'quantity', value, unit } : value,
    ...more,
  };
}

const first = (documents: readonly ResultDocument[]) => {
  const [series] = seriesOf(documents).series;
  if (!series) throw new Error('no series');
  return series;
};

describe('a series', () => {
  it('has the values of all documents, oldest first, in the unit of the newest', () => {
    const { unit, points } = first([
      documentOf(2, '2024-05-01', [measured(88.4, 'µmol/L', '2024-05-01')]),
      documentOf(1, '2022-01-03', [measured(10, 'mg/L', '2022-01-03', { code: CREATININE.mass })]),
    ]);
    expect(unit).toBe('umol/L');
    expect(points.map(({ value }) => Math.round(value * 10) / 10)).toEqual([88.4, 88.4]);
    expect(points.map(({ written }) => written)).toEqual(['2022-01-03', '2024-05-01']);
    expect(points[0]?.original).toEqual({ value: 10, unit: 'mg/L' });
    expect(points[1]?.original).toBeUndefined();
  });

  it('is begun anew by a unit that is not certain to be exchangeable', () => {
    const label = { label: 'Triglycérides', code: loinc('2571-8') };
    const { series } = seriesOf([
      documentOf(1, '2024-05-01', [measured(1.2, 'g/L', '2024-05-01', label)]),
      documentOf(2, '2024-06-01', [measured(1.37, 'mmol/L', '2024-06-01', label)]),
      documentOf(3, '2024-07-01', [measured(1.3, '', '2024-07-01', label)]),
      documentOf(4, '2024-08-01', [measured(120, 'mg/dL', '2024-08-01', label)]),
    ]);
    expect(series.map(({ unit, points }) => [unit, points.length])).toEqual([
      ['mg/dL', 2],
      ['', 1],
      ['mmol/L', 1],
    ]);
    expect(new Set(series.map(({ id }) => id)).size).toBe(3);
  });

  it('is of one LOINC code, wherever it stands among the codes', () => {
    const local = { code: { system: '1.2.3', code: 'CREA' }, translations: [CREATININE.moles] };
    const { series } = seriesOf([
      documentOf(1, '2024-05-01', [measured(80, 'umol/L', '2024-05-01', local)]),
      documentOf(2, '2024-06-01', [measured(81, 'umol/L', '2024-06-01')]),
    ]);
    expect(series).toHaveLength(1);
  });

  it('is, without codes, of one label in one panel', () => {
    const ph = (group: string, from: string): Observation => {
      const { code: _, ...rest } = measured(7, '', from, { label: 'pH', group });
      return rest;
    };
    const { series } = seriesOf([
      documentOf(1, '2024-05-01', [ph('Gaz du sang', '2024-05-01'), ph('ECBU', '2024-05-01')]),
      documentOf(2, '2024-06-01', [ph('GAZ DU SANG', '2024-06-01')]),
    ]);
    expect(series.map(({ points }) => points.length).sort()).toEqual([1, 2]);
  });

  it('is of one eye or wound, and of a vital sign whichever arm it was taken on', () => {
    const at = (site: string, category: Observation['category'], day: number): ResultDocument =>
      documentOf(day, `2024-05-0${day}`, [measured(16, 'mm[Hg]', `2024-05-0${day}`, { site, category })]);
    const pressures = [
      at('Œil droit', 'other', 1),
      at('œil gauche', 'other', 2),
      at('oeil droit', 'other', 3),
    ];
    expect(seriesOf(pressures).series.map(({ points }) => points.length)).toEqual([2, 1]);
    const arms = [at('Bras droit', 'vitalSign', 1), at('Bras gauche', 'vitalSign', 2)];
    expect(seriesOf(arms).series.map(({ points }) => points.length)).toEqual([2]);
  });

  it('has the same value of the same moment once, with both its documents', () => {
    const range = { low: { value: 50, unit: 'umol/L' }, high: { value: 100, unit: 'umol/L' } };
    const { points } = first([
      documentOf(1, '2024-05-02', [measured(120, 'umol/L', '2024-05-01T08:00:00Z', { range })]),
      documentOf(2, '2024-05-09', [measured(120, 'µmol/l', '2024-05-01T10:00:00+02:00')]),
    ]);
    expect(points).toHaveLength(1);
    expect(points[0]?.documentIds).toHaveLength(2);
    expect(points[0]).toMatchObject({ low: 50, high: 100, judgement: 'high' });
  });

  it('keeps both values of one moment where documents differ', () => {
    const { points } = first([
      documentOf(1, '2024-05-02', [measured(120, 'umol/L', '2024-05-01')]),
      documentOf(2, '2024-05-09', [measured(102, 'umol/L', '2024-05-01')]),
      documentOf(3, '2024-05-10', [measured(120, 'umol/L', '2024-05-01', { interpretation: 'H' })]),
      documentOf(4, '2024-05-11', [measured(120, 'umol/L', '2024-05-01', { interpretation: 'N' })]),
    ]);
    expect(points.map(({ value }) => value).sort()).toEqual([102, 120, 120]);
  });

  it('takes the date of its document where the value has none, and nothing of documents that do not count', () => {
    const { from: _, ...undated } = measured(90, 'umol/L', '');
    const documents = [
      documentOf(1, '2024-05-02', [undated]),
      { ...documentOf(2, '2024-06-02', [undated]), status: 'deprecated' as const },
      { ...documentOf(3, '2024-07-02', [undated]), status: 'archived' as const },
    ];
    expect(first(documents).points.map(({ written }) => written)).toEqual(['2024-05-02']);
  });

  it('has the range of the document in its own unit, and in words where that is not certain', () => {
    const range = { low: { value: 6, unit: 'mg/L' }, high: { value: 12, unit: '' } };
    const { points } = first([
      documentOf(1, '2022-01-03', [measured(10, 'mg/L', '2022-01-03', { range })]),
      documentOf(2, '2024-05-01', [
        measured(88.4, 'umol/L', '2024-05-01', { range: { low: { value: 1, unit: 'pz' } } }),
      ]),
    ]);
    expect(points[0]?.low).toBeCloseTo(53.04, 2);
    expect(points[0]?.high).toBeCloseTo(106.08, 2);
    expect(points[1]).toMatchObject({ rangeText: '1 pz', judgement: 'unknown' });
  });

  it('leaves words and codes to a list of their own', () => {
    const code = { system: CODE_SYSTEMS.snomedCt, code: '260373001', display: 'Présent' };
    const { series, texts } = seriesOf([
      documentOf(1, '2022-01-03', [
        measured({ type: 'coded', code, text: '' }, '', '2022-01-03'),
        measured({ type: 'text', text: 'Hémolysé' }, '', '2022-01-04', { interpretation: 'A' }),
        measured(NaN, 'g/L', '2022-01-04'),
      ]),
    ]);
    expect(series).toEqual([]);
    expect(texts.map(({ text }) => text)).toEqual(['Hémolysé', 'NaN g/L', 'Présent']);
  });

  it('is the same whatever the order of the documents', () => {
    const documents = [1, 2, 3, 4].map((n) =>
      documentOf(n, `2024-0${n}-01`, [measured(80 + n, n % 2 ? 'umol/L' : 'mg/L', `2024-0${n}-01`)]),
    );
    expect(seriesOf([...documents].reverse())).toEqual(seriesOf(documents));
  });
});

describe('a value is judged', () => {
  const range = { low: 3, high: 5 };
  it.each([
    [{ value: 4, interpretation: 'H', ...range }, 'high', false],
    [{ value: 9, interpretation: 'N', ...range }, 'within', false],
    [{ value: 9, interpretation: 'hh' }, 'high', true],
    [{ value: 9, interpretation: 'LL' }, 'low', true],
    [{ value: 9, interpretation: 'AA' }, 'abnormal', true],
    [{ value: 9, interpretation: 'S' }, 'unknown', false],
    [{ value: 9, interpretation: 'toString' }, 'unknown', false],
    [{ value: 9 }, 'unknown', false],
    [{ value: 9, ...range }, 'high', false],
    [{ value: 2, ...range }, 'low', false],
    [{ value: 5, ...range }, 'within', false],
    [{ value: 2, high: 5 }, 'within', false],
    [{ value: 3, comparator: '<' as const, ...range }, 'low', false],
    [{ value: 4, comparator: '<' as const, ...range }, 'unknown', false],
    [{ value: 4, comparator: '<' as const, high: 5 }, 'within', false],
    [{ value: 6, comparator: '<' as const, high: 5 }, 'unknown', false],
    [{ value: 5, comparator: '>' as const, ...range }, 'high', false],
    [{ value: 4, comparator: '>' as const, ...range }, 'unknown', false],
    [{ value: 60, comparator: '>' as const, low: 60 }, 'within', false],
  ])('%j is %s (critical: %s)', (point, judgement, critical) => {
    expect(judge(point)).toEqual({ judgement, critical });
  });
});

describe('the results of a dossier', () => {
  const vital = (code: string, label: string, value: number, unit: string): Observation =>
    measured(value, unit, '2024-05-01', { category: 'vitalSign', label, code: loinc(code) });

  it('have vital signs first, then panels by title, and blood pressure as one', () => {
    const { groups } = resultsOf([
      documentOf(1, '2024-05-01', [
        measured(5, 'mmol/L', '2024-05-01', { label: 'Sodium', code: loinc('2951-2'), group: 'Ionogramme' }),
        measured(90, 'umol/L', '2024-05-01', { group: 'Biochimie' }),
        vital('8462-4', 'PA diastolique', 82, 'mm[Hg]'),
        vital('29463-7', 'Poids', 70, 'kg'),
        vital('8480-6', 'PA systolique', 128, 'mm[Hg]'),
      ]),
    ]);
    expect(groups.map(({ title, category }) => [category, title])).toEqual([
      ['vitalSign', ''],
      ['laboratory', 'Biochimie'],
      ['laboratory', 'Ionogramme'],
    ]);
    const [pressure, weight] = groups[0]?.tracks ?? [];
    expect(pressure?.kind).toBe('bloodPressure');
    expect(pressure?.parts.map(({ points }) => points[0]?.value)).toEqual([128, 82]);
    expect([weight?.kind, weight?.label]).toEqual(['single', 'Poids']);
  });

  it('leave a systolic pressure without its diastolic alone', () => {
    const { groups } = resultsOf([
      documentOf(1, '2024-05-01', [vital('8480-6', 'Systolique', 128, 'mm[Hg]')]),
    ]);
    expect(groups[0]?.tracks.map(({ kind }) => kind)).toEqual(['single']);
  });
});

describe('the trend', () => {
  const points = (...values: number[]) =>
    first([
      documentOf(
        1,
        '2024-01-01',
        values.map((value, index) => measured(value, 'umol/L', `2024-0${index + 1}-01`)),
      ),
    ]).points;

  it.each([
    [[9, 8, 9, 10, 12], 'up', 8],
    [[9, 12, 11, 10], 'down', 12],
    [[9, 12, 12.05, 12.1], 'level', 12],
  ])('of %j goes %s since %d', (values, direction, since) => {
    const trend = trendOf(points(...values));
    expect([trend?.direction, trend?.since?.value]).toEqual([direction, since]);
  });

  it('is unsaid for one value, for a bound, and for nothing', () => {
    expect(trendOf(points(4))?.direction).toBeUndefined();
    expect(trendOf([])).toBeUndefined();
    const bounded = points(1, 2).map((point) => ({ ...point, comparator: '<' as const }));
    expect(trendOf(bounded)?.direction).toBeUndefined();
  });
});

describe('an instant', () => {
  it('is as precise as it was written, in its zone or in that of the reader', () => {
    expect(instantOf('2024-05-01T10:00:00+02:00')).toBe(Date.UTC(2024, 4, 1, 8));
    expect(instantOf('2024-05-01T10:00:00.250Z')).toBe(Date.UTC(2024, 4, 1, 10, 0, 0, 250));
    expect(instantOf('2024-05-01')).toBe(new Date(2024, 4, 1).getTime());
    expect(instantOf('2024')).toBe(new Date(2024, 0, 1).getTime());
  });

  it.each(['', '2024-13', '2023-02-29', 'hier', '2024-05-01T25:00'])('«%s» is none', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });
});
