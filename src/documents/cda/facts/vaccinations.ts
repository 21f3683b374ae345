import type { Vaccination } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf, reactionsOf } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import { dispensedWords, productOf, siteOf } from './product.ts';
import { codeAt, hasTemplate, isNegated, isPlanned, nestedIn, neverWas, type Place } from './statement.ts';
import { cutLabel } from './texts.ts';
import { periodOf } from './times.ts';

/** IHE PCC immunization and immunization recommendation; CI-SIS; C-CDA; CDA-IPS. */
const VACCINATION: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.12',
  '1.3.6.1.4.1.19376.1.5.3.1.4.12.2',
  '1.2.250.1.213.1.1.3.45',
  '1.2.250.1.213.1.1.3.47',
  '2.16.840.1.113883.10.20.22.4.52',
  '2.16.840.1.113883.10.22.4.15',
]);

/** HL7 ActCode. */
const ACTS = new Set(['IMMUNIZ', 'INITIMMUNIZ', 'BOOSTER']);

export const vaccinations: KindReader = {
  applies: (statement, { section }) =>
    statement.local === 'substanceAdministration' &&
    (hasTemplate(statement, VACCINATION) ||
      ACTS.has(codeAt(statement)) ||
      section.subject === 'vaccinations'),
  read(statement, place) {
    if (neverWas(statement)) return { facts: [] };
    const product = productOf(statement, place.texts);
    const label = product.label ?? codingOf(descend(statement, 'code'), place.texts).label;
    if (!label) return { facts: [] };
    const { lot, substances: _, ...coding } = product;
    if (isNegated(statement) || isDenial({ ...coding, label }))
      return { facts: [noneKnown('vaccination', { ...coding, label })] };
    const { from, to } = periodOf(statement);
    const fact: Vaccination = {
      kind: 'vaccination',
      ...coding,
      label,
      ...stated({
        from,
        to,
        lot,
        site: siteOf(statement, place.texts),
        dose: rankOf(statement),
        note: note(statement, place),
        planned: isPlanned(statement) ? true : undefined,
      }),
    };
    return { facts: [fact] };
  },
};

/** 30973-2: rank of the dose in its series. */
function rankOf(statement: XmlElement): string | undefined {
  const rank = nestedIn(statement).find((one) => codeAt(one.statement) === '30973-2')?.statement;
  const written = attribute(descend(rank, 'value'), 'value');
  return written ? cutLabel(written) : undefined;
}

function note(statement: XmlElement, { texts }: Place): string | undefined {
  const supply = nestedIn(statement).find((one) => one.statement.local === 'supply')?.statement;
  return noteOf(
    ...reactionsOf(statement, texts).shown.map((words) => `Réaction : ${words}`),
    ...comments(statement, texts),
    dispensedWords(supply),
  );
}
