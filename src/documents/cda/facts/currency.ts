import type { Currency } from '#domain/clinical/fact.ts';
import { statedCurrency } from './details.ts';
import type { XmlElement } from '#documents/xml/element.ts';
import { statusOf, type Place } from './statement.ts';
import { isBefore, periodOf, type Period } from './times.ts';

/**
 * Whether a problem or an allergy still counts when the document was written: what its status says first, then its own
 * end, then the state of the concern around it.
 */
export function problemCurrency(observation: XmlElement, place: Place): Currency {
  return (
    statedCurrency(observation) ??
    endCurrency(periodOf(observation), place.writtenAt) ??
    concernCurrency(observation, place)
  );
}

/** A concern that is closed without saying when, or in a list of what is active, says nothing certain. */
function concernCurrency(observation: XmlElement, { concern, section, writtenAt }: Place): Currency {
  const status = statusOf(concern ?? observation);
  if (status === 'active') return 'current';
  const closed = concern && status === 'completed' && section.code !== '11450-4';
  return (closed ? endCurrency(periodOf(concern), writtenAt) : undefined) ?? 'unknown';
}

const endCurrency = ({ to }: Period, writtenAt: string): Currency | undefined =>
  to === undefined ? undefined : isBefore(writtenAt, to) ? 'current' : 'ended';

/** Of a treatment, a device or a directive: from its times alone. One that began and has no end goes on. */
export function periodCurrency(period: Period, writtenAt: string): Currency {
  return endCurrency(period, writtenAt) ?? (period.from ? 'current' : 'unknown');
}
