import fc from 'fast-check';
import type { Component } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Observation } from '#domain/clinical/fact.ts';
import { resultsOf } from '#domain/clinical/series-tracks.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { clinical } from '#ui/messages/fr/clinical.ts';
import { en } from '#ui/messages/en.ts';
import { allTracks, firstChosen, searchTracks } from '#ui/results/choose-tracks.ts';
import { spanWords, tickPrecision } from '#ui/results/date-words.ts';
import { decimate } from '#ui/results/decimate.ts';
import { geometryOf, valueDomain } from '#ui/results/geometry.ts';
import { momentsOf, moved, nearest } from '#ui/results/moments.ts';
import { windowOf } from '#ui/results/period.ts';
import { resultWords } from '#ui/results/result-words.ts';
import ResultsView from '#ui/results/ResultsView.svelte';
import TrackTable from '#ui/results/TrackTable.svelte';
import { SHAPES, shapePath } from '#ui/results/shapes.ts';
import { unitWords } from '#ui/results/unit-words.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import { documentOf, loinc } from '../../domain/clinical/facts.ts';

const NOW = new Date(2026, 10, 23).getTime();
const DAY = 86_400_000;
const range = { low: { value: 3, unit: 'mmol/L' }, high: { value: 5, unit: 'mmol/L' } };

const measured = (value: number, from: string, more: Partial<Observation> = {}): Observation => ({
  kind: 'observation',
  category: 'laboratory',
  label: 'Potassium',
  code: loinc('2823-3'),
  group: 'Ionogramme',
  from,
  value: { type: 'quantity', value, unit: 'mmol/L' },
  range,
  ...more,
});
const pressure = (value: number, code: string, from: string): Observation =>
  measured(value, from, {
    category: 'vitalSign',
    label: code === '8480-6' ? 'PAS' : 'PAD',
    code: loinc(code),
    value: { type: 'quantity', value, unit: 'mm[Hg]' },
    range: {},
  });

const results = resultsOf([
  documentOf(1, '2025-01-02', [
    measured(4, '2025-01-02'),
    pressure(128, '8480-6', '2025-01-02'),
    pressure(82, '8462-4', '2025-01-02'),
    measured(1, '2025-01-02', {
      label: 'Aspect',
      code: loinc('1'),
      value: { type: 'text', text: 'Limpide' },
    }),
  ]),
  documentOf(2, '2026-08-20', [measured(5, '2026-08-20')]),
  documentOf(3, '2026-11-20', [measured(6.2, '2026-11-20T08:00', { interpretation: 'HH' })]),
]);
const [bloodPressure, potassium] = allTracks(results);
if (!bloodPressure || !potassium) throw new Error('no tracks');
const words = resultWords(clinical.results, 'fr');
const plain = (text: string): string => text.replace(/\s/gu, ' ');

const messages = createMessages({ now: () => NOW, late: () => ({ clinical }), onchange: () => undefined });
const html = <Props extends Record<string, unknown>>(component: Component<Props>, props: Props): string =>
  renderWithMessages(messages, component, props);
const shown = (text: string): string => plain(text.replace(/<!--.*?-->/gs, '').replace(/<[^>]*>/g, ' '));

describe('the words of a result', () => {
  it('say value, position and date as precise as it was written', () => {
    const [first, , last] = momentsOf(potassium);
    if (!first || !last) throw new Error('no moments');
    expect(plain(words.moment(first, potassium.unit))).toBe('2 janv. 2025 : 4 mmol/L, dans la référence');
    expect(plain(words.moment(last, potassium.unit))).toBe(
      '20 nov. 2026, 08:00 : 6,2 mmol/L, valeur critique, au-dessus de la référence',
    );
    expect(plain(resultWords(en.clinical.results, 'en').moment(last, potassium.unit))).toBe(
      '20 Nov 2026, 08:00: 6.2 mmol/L, critical value, above the range',
    );
  });

  it('say blood pressure as one', () => {
    const [first] = momentsOf(bloodPressure);
    if (!first) throw new Error('no moments');
    expect(words.label(bloodPressure)).toBe('Pression artérielle');
    expect(plain(words.values(first, bloodPressure.unit))).toBe('128/82 mmHg');
  });

  it('say the trend, and since when', () => {
    const points = potassium.parts[0].points;
    const [before, last] = points.slice(-2);
    if (!before || !last) throw new Error('no points');
    expect(plain(words.trend({ last, direction: 'up', since: before }))).toBe(
      '↗ en hausse depuis 3 mois (était 5)',
    );
    expect(words.trend({ last })).toBe('');
  });

  it.each([
    [5, '5 jours'],
    [21, '3 semaines'],
    [92, '3 mois'],
    [800, '2 ans'],
  ])('say %d days as %s', (days, text) => {
    expect(spanWords(clinical.results, days * DAY)).toBe(text);
  });

  it.each([
    ['mm[Hg]', 'mmHg', 'mmHg'],
    ['umol/L', 'µmol/L', 'µmol/L'],
    ['10*9/L', 'G/L', '10⁹/L'],
    ['m[IU]/L', 'mUI/L', 'mIU/L'],
    ['Cel', '°C', '°C'],
    ['mL/min/{1.73_m2}', 'mL/min/1,73 m²', 'mL/min/1.73 m²'],
    ['kg/m2', 'kg/m²', 'kg/m²'],
    ['pz', 'pz', 'pz'],
  ])('write the unit %s as %s and %s', (unit, french, english) => {
    expect([unitWords(unit, 'fr'), unitWords(unit, 'en')]).toEqual([french, english]);
  });
});

describe('reading along a plot', () => {
  const moments = [{ at: 0 }, { at: 10 }, { at: 40 }];
  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [24, 1],
    [26, 2],
    [99, 2],
  ])('finds what is nearest to %d', (at, index) => {
    expect(nearest(moments, at)).toBe(index);
  });

  it('finds nothing where there is nothing', () => {
    expect(nearest([], 3)).toBe(-1);
  });

  it.each([
    ['ArrowRight', 4, 5],
    ['ArrowLeft', 0, 0],
    ['ArrowUp', 11, 11],
    ['Home', 7, 0],
    ['End', 7, 11],
    ['PageUp', 0, 10],
    ['PageDown', 11, 1],
    ['a', 3, undefined],
    ['toString', 3, undefined],
  ])('%s leads from %d to %s', (key, from, to) => {
    expect(moved(from, 12, key)).toBe(to);
  });
});

describe('the drawing', () => {
  it('keeps the extremes of each column of pixels, and what is sparse as it is', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 20, noNaN: true }),
      y: fc.integer({ min: 0, max: 99 }),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 400 }), (unsorted) => {
        const points = unsorted.sort((a, b) => a.x - b.x);
        const kept = decimate(points, 20);
        const extremes = (ones: readonly { x: number; y: number }[]) => {
          const columns = new Map<number, number[]>();
          for (const { x, y } of ones) columns.set(Math.floor(x), [...(columns.get(Math.floor(x)) ?? []), y]);
          return [...columns].map(([column, ys]) => [column, Math.min(...ys), Math.max(...ys)]);
        };
        expect(extremes(kept)).toEqual(extremes(points));
        expect(kept.length).toBeLessThanOrEqual(Math.max(80, 21 * 4));
        expect([...kept].sort((a, b) => a.x - b.x)).toEqual(kept);
      }),
      { numRuns: 100 },
    );
  });

  it('is a handful of paths for a thousand points, with each shape its own', () => {
    const many = resultsOf([
      documentOf(
        1,
        '2026-01-01',
        Array.from({ length: 1000 }, (_, day) =>
          measured(3 + (day % 30) / 10, new Date(2024, 0, 1 + day).toISOString()),
        ),
      ),
    ]);
    const [track] = allTracks(many);
    if (!track) throw new Error('no track');
    const drawing = geometryOf(track, windowOf([track], 'all', NOW), 360, 168);
    expect(drawing.lines).toHaveLength(1);
    expect(drawing.markers.map(({ shape }) => shape)).toEqual(['within', 'high']);
    expect(drawing.markers.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(new Set(SHAPES.map((shape) => shapePath(shape, { x: 0, y: 0 }))).size).toBe(SHAPES.length);
  });

  it('has the reference range near the values, and leaves a far one out of the scale', () => {
    const [point] = potassium.parts[0].points;
    if (!point) throw new Error('no point');
    expect(valueDomain([point])[0]).toBeLessThan(3);
    expect(valueDomain([{ ...point, high: 4000 }])[1]).toBeLessThan(10);
    expect(valueDomain([])).toEqual([0, 1]);
  });

  it('draws any finite values without a hole in its paths', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 20 }), (values) => {
        const facts = values.map((value, month) => measured(value, new Date(2020, month, 1).toISOString()));
        const [track] = allTracks(resultsOf([documentOf(1, '2026-01-01', facts)]));
        if (!track) return;
        const drawing = geometryOf(track, windowOf([track], 'all', NOW), 320, 168);
        const paths = [...drawing.lines, ...drawing.bands, ...drawing.markers.map(({ path }) => path)].join(
          '',
        );
        expect(paths).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 100 },
    );
  });

  it('has one time axis for all, of the period that was chosen', () => {
    const all = windowOf([bloodPressure, potassium], 'all', NOW);
    expect(all).toEqual({ from: new Date(2025, 0, 2).getTime(), to: new Date(2026, 10, 20, 8).getTime() });
    expect(windowOf([potassium], 'quarter', NOW).from).toBe(new Date(2026, 7, 23).getTime());
    expect(momentsOf(potassium, windowOf([potassium], 'quarter', NOW).from)).toHaveLength(1);
    const once = windowOf([bloodPressure], 'all', NOW);
    expect(once.to - once.from).toBe(30 * DAY);
    expect(tickPrecision(366 * DAY)).toBe('year');
  });
});

describe('choosing results', () => {
  it('begins with what is critical', () => {
    expect([...firstChosen(results)][0]).toBe(potassium.id);
  });

  it('finds them by name, panel and code, without accents', () => {
    const found = (typed: string) =>
      searchTracks(results.groups, typed, words.label).flatMap(({ tracks }) => tracks.map(({ id }) => id));
    expect(found('ARTÉRIELLE')).toEqual([bloodPressure.id]);
    expect(found('iono pot')).toEqual([potassium.id]);
    expect(found('2823-3')).toEqual([potassium.id]);
    expect(found('zinc')).toEqual([]);
  });
});

describe('the screen', () => {
  const props = { results, now: NOW, titleOf: () => 'Compte rendu', onopen: () => undefined };

  it('gives each plot a slider with its value in words, and results in words beside', () => {
    const page = html(ResultsView, props);
    const sliders = [...page.matchAll(/role="slider"[^>]*aria-valuetext="([^"]*)"/g)].map(([, text = '']) =>
      plain(text),
    );
    expect(sliders).toEqual([
      '2 janv. 2025 : 128/82 mmHg, sans référence',
      '20 nov. 2026, 08:00 : 6,2 mmol/L, valeur critique, au-dessus de la référence',
    ]);
    expect(page).not.toMatch(/ style="/);
    expect(shown(page)).toContain('Aspect : Limpide');
    expect(shown(page)).toContain('↗ en hausse');
    expect(shown(page)).toContain('Ouvrir « Compte rendu »');
  });

  it('says that there is nothing to draw', () => {
    expect(shown(html(ResultsView, { ...props, results: resultsOf([]) }))).toContain(
      'Aucun résultat chiffré',
    );
  });

  it('has the same values as a table, newest first', () => {
    const table = shown(
      html(TrackTable, { ...props, track: potassium, moments: momentsOf(potassium), labelledby: 'x' }),
    );
    expect(table.indexOf('6,2')).toBeGreaterThan(0);
    expect(table.indexOf('6,2')).toBeLessThan(table.indexOf('2 janv. 2025'));
    expect(table).toContain('de 3 à 5');
  });
});
