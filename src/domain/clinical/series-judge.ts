import type { SeriesPoint } from './series.ts';

/** What was said of a value: by the document, or by the reference range that it gave; never by a range of ours. */
export type Judgement = 'within' | 'low' | 'high' | 'abnormal' | 'unknown';

/** HL7 ObservationInterpretation (2.16.840.1.113883.5.83), as far as it says where a value stands. */
const INTERPRETATIONS: Readonly<Record<string, { judgement: Judgement; critical?: true }>> = {
  N: { judgement: 'within' },
  L: { judgement: 'low' },
  H: { judgement: 'high' },
  '<': { judgement: 'low' },
  '>': { judgement: 'high' },
  LX: { judgement: 'low' },
  HX: { judgement: 'high' },
  A: { judgement: 'abnormal' },
  LU: { judgement: 'low', critical: true },
  HU: { judgement: 'high', critical: true },
  LL: { judgement: 'low', critical: true },
  HH: { judgement: 'high', critical: true },
  AA: { judgement: 'abnormal', critical: true },
};

type Judged = Pick<SeriesPoint, 'value' | 'comparator' | 'low' | 'high' | 'interpretation'>;

/** The document's own interpretation first, then its own range (in the unit of the value). */
export function judge(point: Judged): { judgement: Judgement; critical: boolean } {
  const code = point.interpretation?.trim().toUpperCase() ?? '';
  const said = Object.hasOwn(INTERPRETATIONS, code) ? INTERPRETATIONS[code] : undefined;
  if (said) return { judgement: said.judgement, critical: said.critical ?? false };
  return { judgement: againstRange(point), critical: false };
}

function againstRange({ value, comparator, low, high }: Judged): Judgement {
  if (low === undefined && high === undefined) return 'unknown';
  if (comparator === '<' || comparator === '<=') {
    if (low !== undefined)
      return comparator === '<' && value <= low ? 'low' : value < low ? 'low' : 'unknown';
    return high !== undefined && value <= high ? 'within' : 'unknown';
  }
  if (comparator === '>' || comparator === '>=') {
    if (high !== undefined)
      return comparator === '>' && value >= high ? 'high' : value > high ? 'high' : 'unknown';
    return low !== undefined && value >= low ? 'within' : 'unknown';
  }
  if (low !== undefined && value < low) return 'low';
  return high !== undefined && value > high ? 'high' : 'within';
}
