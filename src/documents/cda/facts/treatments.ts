import type { Currency, Treatment } from '#domain/clinical/fact.ts';
import { MAX_FACT_LABEL } from '#domain/clinical/reading.ts';
import { descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { periodCurrency } from './currency.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, isDetail, noteOf, reasons } from './details.ts';
import { dosageOf } from './dosage.ts';
import type { KindReader } from './kind-reader.ts';
import { dispensedWords, productOf, siteOf } from './product.ts';
import { hasTemplate, isNegated, isPlanned, nestedIn, neverWas, statusOf, type Place } from './statement.ts';
import { periodOf } from './times.ts';
import { valueOf, valueWords } from './values.ts';

/** Contrast medium and radiopharmaceutical given for an examination (CI-SIS): parts of it, and no treatment. */
const GIVEN_FOR_IMAGING: ReadonlySet<string> = new Set([
  '1.2.840.10008.9.13',
  '1.2.250.1.213.1.1.3.151',
  '1.2.250.1.213.1.1.3.173',
]);

/** Every substanceAdministration that is no vaccination (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.7 and its kind). */
export const treatments: KindReader = {
  applies: ({ local }) => local === 'substanceAdministration',
  read(statement, place) {
    if (neverWas(statement) || hasTemplate(statement, GIVEN_FOR_IMAGING)) return { facts: [] };
    const { label, substances, lot, ...coding } = productOf(statement, place.texts);
    if (!label) return { facts: [] };
    if (isNegated(statement) || isDenial({ ...coding, label }))
      return { facts: [noneKnown('treatment', { ...coding, label })] };
    const { from, to } = periodOf(statement);
    const planned = isPlanned(statement) && place.section.subject === 'plan';
    const fact: Treatment = {
      kind: 'treatment',
      label: label.slice(0, MAX_FACT_LABEL),
      state: planned ? 'unknown' : currency(statement, place),
      ...coding,
      ...stated({
        from,
        to,
        dose: dosageOf(statement, place.texts),
        route: codingOf(descend(statement, 'routeCode'), place.texts).label,
        site: siteOf(statement, place.texts),
        lot,
        substances: substances.length > 0 ? substances : undefined,
        note: note(statement, place),
        planned: planned ? true : undefined,
      }),
    };
    return { facts: [fact] };
  },
};

function currency(statement: XmlElement, place: Place): Currency {
  const found = periodCurrency(periodOf(statement), place.writtenAt);
  return found === 'unknown' && statusOf(statement) === 'active' ? 'current' : found;
}

function note(statement: XmlElement, { texts }: Place): string | undefined {
  return noteOf(
    ...reasons(statement, texts),
    ...comments(statement, texts),
    ...nestedIn(statement).flatMap(({ statement: one }) => told(one, texts) ?? []),
  );
}

/** Observations beside a treatment («arrêt»: why) and its delivery, in words. */
function told(one: XmlElement, texts: Place['texts']): string | undefined {
  if (one.local === 'supply') return dispensedWords(one);
  if (one.local !== 'observation' || isDetail(one)) return undefined;
  const value = valueOf(descend(one, 'value'), texts);
  const name = codingOf(descend(one, 'code'), texts).label;
  return value && name && `${name} : ${valueWords(value)}`;
}
