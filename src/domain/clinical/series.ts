import type { DocumentId } from '#base/brand.ts';
import type { DocumentStatus } from '#domain/dossier/document-entry.ts';
import type { ClinicalCode } from './code.ts';
import type { ClinicalFact, Observation } from './fact.ts';
import type { ObservedValue } from './observed-value.ts';
import { folded } from '#base/folded.ts';
import { analyteOf, loincOf } from './series-analyte.ts';
import { judge, type Judgement } from './series-judge.ts';
import { instantOf } from './series-time.ts';
import { convert, ucumOf } from './units.ts';

/** A document with what was understood of it. */
export type ResultDocument = {
  readonly documentId: DocumentId;
  /** ISO 8601: when the document was made. */
  readonly date: string;
  readonly title: string;
  /** Only current ones count; absent: current. */
  readonly status?: DocumentStatus;
  readonly facts: readonly ClinicalFact[];
};

export type SeriesPoint = {
  /** ms since 1970. */
  readonly at: number;
  /** The date as written, and so as precise as it is known. */
  readonly written: string;
  /** In the unit of the series. */
  readonly value: number;
  readonly comparator?: '<' | '<=' | '>' | '>=';
  /** What the document wrote, where its unit was another. */
  readonly original?: { readonly value: number; readonly unit: string };
  /** Reference range of the document, in the unit of the series. */
  readonly low?: number;
  readonly high?: number;
  /** The range in words, or where its unit is not exchangeable for that of the series. */
  readonly rangeText?: string;
  /** As written. */
  readonly interpretation?: string;
  readonly judgement: Judgement;
  /** The document calls it critical (LL, HH, AA, …). */
  readonly critical: boolean;
  readonly note?: string;
  /** Several where documents say the same. */
  readonly documentIds: readonly DocumentId[];
};

/** One analyte or vital sign in one unit over time. */
export type Series = {
  /** Stable from one reading to the next: analyte and dimension. */
  readonly id: string;
  readonly label: string;
  readonly code?: ClinicalCode;
  readonly category: Observation['category'];
  /** Title of the panel; empty where there is none. */
  readonly group: string;
  /** UCUM, that of the newest value; empty where there is none. */
  readonly unit: string;
  /** Oldest first. */
  readonly points: readonly SeriesPoint[];
};

/** A result in words or codes, which no plot shows. */
export type TextResult = {
  readonly id: string;
  readonly label: string;
  readonly category: Observation['category'];
  readonly group: string;
  readonly at: number;
  readonly written: string;
  readonly text: string;
  readonly interpretation?: string;
  readonly documentId: DocumentId;
};

/** An observation with where and when it was said. */
type Said = { fact: Observation; at: number; written: string; document: ResultDocument };

/**
 * Every measured value of the documents as series: one per analyte (LOINC code, else another code, else label and
 * panel) and dimension; a value whose unit is not certain to be exchangeable begins a series of its own. What has no
 * readable date takes that of its document; without either it is listed nowhere.
 */
export function seriesOf(documents: readonly ResultDocument[]): { series: Series[]; texts: TextResult[] } {
  const said = documents.filter(({ status = 'current' }) => status === 'current').flatMap(observationsOf);
  // the newest first: its unit, label and panel are those of the series
  const newestFirst = said.sort((a, b) => b.at - a.at || compare(a.document, b.document));
  const series: Gathered[] = [];
  const texts: TextResult[] = [];
  const byAnalyte = new Map<string, Gathered[]>();
  for (const one of newestFirst) {
    const { value } = one.fact;
    if (value.type !== 'quantity' || !Number.isFinite(value.value)) texts.push(textResult(one, value));
    else gather(one, value, byAnalyte, series);
  }
  return { series: series.map(finished), texts };
}

type Quantity = Extract<ObservedValue, { type: 'quantity' }>;
type Gathered = Omit<Series, 'points'> & { loinc: string | undefined; points: SeriesPoint[] };

function gather(one: Said, value: Quantity, byAnalyte: Map<string, Gathered[]>, all: Gathered[]): void {
  const analyte = analyteOf(one.fact);
  const loinc = loincOf(one.fact);
  const known = byAnalyte.get(analyte) ?? [];
  for (const series of known) {
    const converted = convert(value.value, value.unit, series.unit, loinc);
    if (converted !== undefined) return void series.points.push(pointOf(one, value, converted, series.unit));
  }
  const unit = ucumOf(value.unit);
  const begun: Gathered = {
    id: `${analyte} ${unit}`,
    label: one.fact.label,
    ...(one.fact.code === undefined ? {} : { code: one.fact.code }),
    category: one.fact.category,
    group: one.fact.group ?? '',
    unit,
    loinc,
    points: [pointOf(one, value, value.value, unit)],
  };
  byAnalyte.set(analyte, [...known, begun]);
  all.push(begun);
}

function pointOf({ fact, at, written, document }: Said, value: Quantity, converted: number, unit: string) {
  const low = bound(fact.range?.low, value.unit, unit, loincOf(fact));
  const high = bound(fact.range?.high, value.unit, unit, loincOf(fact));
  const facts = {
    at,
    written,
    value: converted,
    ...optional('comparator', value.comparator),
    ...optional(
      'original',
      ucumOf(value.unit) === unit ? undefined : { value: value.value, unit: value.unit },
    ),
    ...optional('low', low.value),
    ...optional('high', high.value),
    ...optional(
      'rangeText',
      fact.range?.text ?? ([low.text, high.text].filter(Boolean).join(' – ') || undefined),
    ),
    ...optional('interpretation', fact.interpretation),
    ...optional('note', fact.note),
    documentIds: [document.documentId],
  };
  return { ...facts, ...judge(facts) };
}

type Bound = { readonly value: number; readonly unit: string } | undefined;

/** A bound without a unit is in that of its value. */
function bound(written: Bound, own: string, unit: string, loinc: string | undefined) {
  if (!written || !Number.isFinite(written.value)) return {};
  const value = convert(written.value, written.unit || own, unit, loinc);
  return value === undefined ? { text: `${written.value} ${written.unit}`.trim() } : { value };
}

/** Oldest first, the same value of the same moment once. */
function finished({ points, loinc: _, ...series }: Gathered): Series {
  const kept: SeriesPoint[] = [];
  for (const point of points.reverse().sort((a, b) => a.at - b.at)) {
    const same = sameMoment(kept, point.at).find((other) => isSame(other, point));
    if (same) kept[kept.indexOf(same)] = merged(same, point);
    else kept.push(point);
  }
  return { ...series, points: kept };
}

function sameMoment(points: readonly SeriesPoint[], at: number): SeriesPoint[] {
  let first = points.length;
  while (first > 0 && points[first - 1]?.at === at) first -= 1;
  return points.slice(first);
}

/** Nothing that one says is denied by the other. */
const isSame = (a: SeriesPoint, b: SeriesPoint): boolean =>
  a.value === b.value &&
  a.comparator === b.comparator &&
  agree(a.low, b.low) &&
  agree(a.high, b.high) &&
  agree(a.interpretation, b.interpretation);

const agree = <Value>(a: Value | undefined, b: Value | undefined): boolean =>
  a === undefined || b === undefined || a === b;

function merged(a: SeriesPoint, b: SeriesPoint): SeriesPoint {
  const both = { ...b, ...a, documentIds: [...new Set([...a.documentIds, ...b.documentIds])] };
  return { ...both, ...judge(both) };
}

const observationsOf = (document: ResultDocument): Said[] =>
  document.facts.flatMap((fact) => {
    if (fact.kind !== 'observation') return [];
    const own = fact.from === undefined ? undefined : instantOf(fact.from);
    const at = own ?? instantOf(document.date);
    const written = own === undefined ? document.date : (fact.from ?? document.date);
    return at === undefined ? [] : [{ fact, at, written, document }];
  });

const textResult = ({ fact, at, written, document }: Said, value: ObservedValue): TextResult => ({
  id: `${analyteOf(fact)} ${document.documentId} ${at} ${folded(textOf(value))}`,
  label: fact.label,
  category: fact.category,
  group: fact.group ?? '',
  at,
  written,
  text: textOf(value),
  ...optional('interpretation', fact.interpretation),
  documentId: document.documentId,
});

function textOf(value: ObservedValue): string {
  if (value.type === 'quantity') return `${value.value} ${value.unit}`.trim();
  return value.text || (value.type === 'coded' ? (value.code.display ?? value.code.code) : '');
}

const compare = (a: ResultDocument, b: ResultDocument): number =>
  (instantOf(b.date) ?? 0) - (instantOf(a.date) ?? 0) || (a.documentId < b.documentId ? -1 : 1);

const optional = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
