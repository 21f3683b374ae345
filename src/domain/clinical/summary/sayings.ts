import type { ClinicalFact } from '../fact.ts';
import { instantOf } from '../series-time.ts';
import type { Saying, Source, SummaryDocument, SummaryState } from './emergency-summary.ts';

/** A fact with the saying that the summary shows of it. */
export type Said<Fact extends ClinicalFact = ClinicalFact> = { readonly fact: Fact; readonly saying: Saying };

export function sourceOf(document: SummaryDocument, now: number): Source {
  const at = instantOf(document.date);
  return {
    documentId: document.documentId,
    title: document.title,
    typeCode: document.typeCode,
    date: document.date,
    ...(at === undefined ? {} : { at, ageMs: Math.max(0, now - at) }),
    fromHolder: document.fromHolder ?? false,
  };
}

export const sayingOf = (fact: ClinicalFact, source: Source, now: number): Saying => {
  const detail = detailOf(fact);
  return {
    source,
    label: fact.label,
    state: stateOf(fact, now),
    ...(detail ? { detail } : {}),
    ...(fact.note ? { note: fact.note } : {}),
    ...(fact.from ? { from: fact.from } : {}),
    ...(fact.to ? { to: fact.to } : {}),
  };
};

/** What has an end that lies behind us is over, whatever it was when the document was written. */
function stateOf(fact: ClinicalFact, now: number): SummaryState {
  const end = fact.to === undefined ? undefined : endOf(fact.to);
  if (end !== undefined && end < now) return 'ended';
  return 'state' in fact ? fact.state : 'unknown';
}

/** The last moment of a date as precise as it is written. */
function endOf(iso: string): number | undefined {
  const begin = instantOf(iso);
  if (begin === undefined || iso.includes('T') || iso.includes(' ')) return begin;
  const date = new Date(begin);
  if (iso.length <= 4) date.setFullYear(date.getFullYear() + 1);
  else if (iso.length <= 7) date.setMonth(date.getMonth() + 1);
  else date.setDate(date.getDate() + 1);
  return date.getTime() - 1;
}

function detailOf(fact: ClinicalFact): string | undefined {
  switch (fact.kind) {
    case 'allergy':
      return fact.reactions?.join(', ');
    case 'treatment':
      return [fact.dose, fact.route].filter(Boolean).join(' · ');
    case 'implant':
      return fact.identifier;
    case 'pregnancy':
      return fact.due;
    case 'contact':
      return fact.relation;
    case 'problem':
    case 'vaccination':
    case 'observation':
    case 'directive':
    case 'bloodGroup':
    case 'noneKnown':
      return undefined;
  }
}

/** Newest document first; where dates are equal or missing, by id, so that the order is always the same. */
export const newestFirst = (a: Saying, b: Saying): number =>
  (b.source.at ?? -Infinity) - (a.source.at ?? -Infinity) ||
  text(a.source.documentId, b.source.documentId) ||
  text(a.label, b.label) ||
  text(a.detail ?? '', b.detail ?? '');

export const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
