import type { Observation } from './fact.ts';
import { seriesOf, type ResultDocument, type Series, type TextResult } from './series.ts';
import { folded } from '#base/folded.ts';

/** What is drawn on one plot: a series, or systolic and diastolic pressure together. */
export type Track = {
  readonly id: string;
  /** That of the first series; of blood pressure the screens have their own word. */
  readonly label: string;
  readonly kind: 'single' | 'bloodPressure';
  readonly category: Observation['category'];
  readonly group: string;
  readonly unit: string;
  /** Of blood pressure: systolic, then diastolic. */
  readonly parts: readonly [Series, ...Series[]];
};

/** A laboratory panel, the vital signs, or what belongs to none. */
export type TrackGroup = {
  readonly id: string;
  /** As the laboratory wrote it; empty where there is none. */
  readonly title: string;
  readonly category: Observation['category'];
  readonly tracks: readonly Track[];
};

export type Results = { readonly groups: readonly TrackGroup[]; readonly texts: readonly TextResult[] };

/** Blood pressure by LOINC (8480-6 systolic, 8462-4 diastolic), or by how French documents call it. */
const SYSTOLIC = { loinc: '8480-6', label: /\b(systolique|systolic|pas)\b/ };
const DIASTOLIC = { loinc: '8462-4', label: /\b(diastolique|diastolic|pad)\b/ };
const CATEGORIES: readonly Observation['category'][] = ['vitalSign', 'laboratory', 'other'];

/** All results of a dossier, grouped: vital signs first, then the panels by title. */
export function resultsOf(documents: readonly ResultDocument[]): Results {
  const { series, texts } = seriesOf(documents);
  return { groups: grouped(tracksOf(series)), texts };
}

function tracksOf(series: readonly Series[]): Track[] {
  const pressures = pairsOf(series);
  const paired = new Set(pressures.flatMap(({ parts }) => parts));
  return [...pressures, ...series.filter((one) => !paired.has(one)).map((one) => trackOf([one]))];
}

function pairsOf(series: readonly Series[]): Track[] {
  const lower = series.filter((one) => isPressure(one, DIASTOLIC));
  return series
    .filter((one) => isPressure(one, SYSTOLIC))
    .flatMap((systolic) => {
      const at = lower.findIndex(({ unit, code }) => unit === systolic.unit && !code === !systolic.code);
      const [diastolic] = at < 0 ? [] : lower.splice(at, 1);
      return diastolic ? [trackOf([systolic, diastolic])] : [];
    });
}

const isPressure = (
  { id, label, code, category }: Series,
  { loinc, label: words }: typeof SYSTOLIC,
): boolean =>
  id.startsWith(`loinc ${loinc} `) || (!code && category === 'vitalSign' && words.test(folded(label)));

const trackOf = (parts: readonly [Series, ...Series[]]): Track => ({
  id: parts.map(({ id }) => id).join(' + '),
  label: parts[0].label,
  kind: parts.length > 1 ? 'bloodPressure' : 'single',
  category: parts[0].category,
  group: parts[0].category === 'vitalSign' ? '' : parts[0].group,
  unit: parts[0].unit,
  parts,
});

function grouped(tracks: readonly Track[]): TrackGroup[] {
  const groups = new Map<string, { title: string; category: Track['category']; tracks: Track[] }>();
  for (const track of tracks) {
    const id = `${track.category} ${folded(track.group)}`;
    const group = groups.get(id) ?? { title: track.group, category: track.category, tracks: [] };
    group.tracks.push(track);
    groups.set(id, group);
  }
  return [...groups]
    .map(([id, group]) => ({ id, ...group, tracks: group.tracks.sort(byLabel) }))
    .sort((a, b) => rank(a.category) - rank(b.category) || byText(a.title, b.title));
}

const rank = (category: Track['category']): number => CATEGORIES.indexOf(category);
const byText = (a: string, b: string): number => a.localeCompare(b, 'fr', { sensitivity: 'base' });
const byLabel = (a: Track, b: Track): number => byText(a.label, b.label) || byText(a.id, b.id);
