import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { isoFromHl7 } from '../hl7-time.ts';
import { stated } from '../stated.ts';

/** `openEnd`: the document says that the end is not known, or has not come. */
export type Period = { readonly from?: string; readonly to?: string; readonly openEnd?: true };

/** When a statement was true or was done: its `effectiveTime` that is no frequency; ISO 8601, precise as written. */
export function periodOf(statement: XmlElement | undefined): Period {
  for (const time of childrenOf(statement, 'effectiveTime')) {
    const period = isFrequency(time) ? {} : ivlTs(time);
    if (Object.keys(period).length > 0) return period;
  }
  return {};
}

/** Of an IVL_TS: a value alone is its start; an end may be given by a length of days or weeks. */
function ivlTs(time: XmlElement): Period {
  const high = descend(time, 'high');
  const low = timeAt(descend(time, 'low'));
  const to = timeAt(high) ?? (low && endAfter(low, descend(time, 'width')));
  return stated({
    from: low ?? timeAt(time) ?? timeAt(descend(time, 'center')),
    to,
    openEnd: high && !to ? true : undefined,
  });
}

const DAYS: ReadonlyMap<string, number> = new Map([
  ['d', 1],
  ['wk', 7],
]);

/** Months and years have no certain length; nor has what did not begin on a day. */
function endAfter(from: string, width: XmlElement | undefined): string | undefined {
  const count = Number(attribute(width, 'value') ?? NaN);
  const days = count * (DAYS.get(attribute(width, 'unit') ?? '') ?? NaN);
  const start = Date.parse(from.slice(0, 10));
  if (from.length < 10 || !Number.isInteger(days) || days < 1 || days > 36_500 || Number.isNaN(start))
    return undefined;
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}

export const timeAt = (element: XmlElement | undefined): string | undefined =>
  isoFromHl7(attribute(element, 'value') ?? '');

/** PIVL_TS, EIVL_TS and SXPR_TS say how often. */
export const isFrequency = (time: XmlElement): boolean =>
  /(PIVL|EIVL|SXPR)_TS$/.test(typeOf(time)) || descend(time, 'period') !== undefined;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Type of a value (`xsi:type`) without its prefix: PQ, CD, IVL_TS, …; empty where none is given. */
export const typeOf = (element: XmlElement): string =>
  (attribute(element, 'type', XSI) ?? '').replace(/^.*:/, '');

/** Whether a time lies before another, as far as both are precise. */
export function isBefore(time: string, other: string): boolean {
  const length = Math.min(time.length, other.length, '2026-11-23T08:30:00'.length);
  return time.slice(0, length) < other.slice(0, length);
}
