import { folded } from '#base/folded.ts';
import type { Allergy } from '#domain/clinical/fact.ts';
import { MAX_FACT_PARTS } from '#domain/clinical/reading.ts';
import { descend, wordsOf, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf, type Coding } from './codes.ts';
import { problemCurrency } from './currency.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf, qualities, reactionsOf, worstSeverity } from './details.ts';
import type { KindReader, ReadStatement } from './kind-reader.ts';
import { productOf } from './product.ts';
import { hasTemplate, isNegated, nestedIn, participantsOf, type Place } from './statement.ts';
import { cutLabel, sameWords } from './texts.ts';
import { periodOf } from './times.ts';

/** IHE PCC and CI-SIS allergy, CI-SIS adverse effect, CCD alert, C-CDA and CDA-IPS allergy. */
const ALLERGY: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.6',
  '1.2.250.1.213.1.1.3.41',
  '1.2.250.1.213.1.1.3.210',
  '2.16.840.1.113883.10.20.1.18',
  '2.16.840.1.113883.10.20.22.4.7',
  '2.16.840.1.113883.10.22.4.1',
]);

export const allergies: KindReader = {
  applies: (statement, { section }) =>
    statement.local === 'observation' && (hasTemplate(statement, ALLERGY) || section.subject === 'allergies'),
  read(statement, place) {
    const type = codingOf(descend(statement, 'code'), place.texts);
    const agent = agentOf(statement, place);
    const denied = denial(statement, place, { type, agent });
    return denied ?? { facts: allergyFacts(statement, place, { type, agent }) };
  },
};

type Parts = { readonly type: Coding; readonly agent: Agent };
/** `name`: as the document calls the agent, where that is not the name of its code. */
type Agent = Coding & { readonly name?: string };

/** The substance; else the medicine of an adverse effect; else the value, when it names more than the type does. */
function agentOf(statement: XmlElement, { texts }: Place): Agent {
  const entity = descend(participantsOf(statement, 'CSM')[0], 'participantRole', 'playingEntity');
  const coding = codingOf(descend(entity, 'code'), texts);
  const name = wordsOf(descend(entity, 'name'));
  const label = coding.label ?? name;
  if (label)
    return { ...coding, label: cutLabel(label), ...(name && !sameWords(name, label) ? { name } : {}) };
  const medicine = nestedIn(statement).find((one) => one.statement.local === 'substanceAdministration');
  if (medicine) {
    const { lot: _, substances: __, ...product } = productOf(medicine.statement, texts);
    return product;
  }
  return codingOf(descend(statement, 'value'), texts);
}

/** «Oui» and «non» beside a type of allergy answer for the type. */
const YES = 'oui';
const NO = 'non';

function denial(
  statement: XmlElement,
  { section }: Place,
  { type, agent }: Parts,
): ReadStatement | undefined {
  const said = agent.label === undefined ? '' : folded(agent.label);
  const label = said === '' || said === NO ? (type.label ?? agent.label) : agent.label;
  if (isNegated(statement) || said === NO || isDenial(agent))
    return { facts: label ? [noneKnown('allergy', { ...(said === NO ? type : agent), label })] : [] };
  if (isDenial(type) && type.label) return { facts: [noneKnown('allergy', { ...type, label: type.label })] };
  const words = said === '' ? section.denial() : undefined;
  return words === undefined ? undefined : { facts: [noneKnown('allergy', { label: words })] };
}

function allergyFacts(statement: XmlElement, place: Place, { type, agent }: Parts): Allergy[] {
  const { name, ...coding }: Agent = folded(agent.label ?? '') === YES ? type : agent;
  const label = coding.label ?? type.label ?? place.section.title;
  if (!label) return [];
  const reactions = reactionsOf(statement, place.texts);
  const { from, to } = periodOf(statement);
  const fact: Allergy = {
    kind: 'allergy',
    ...coding,
    label,
    state: problemCurrency(statement, place),
    ...stated({
      from,
      to,
      reactions: reactions.shown.length > 0 ? reactions.shown.slice(0, MAX_FACT_PARTS) : undefined,
      severity: worstSeverity([statement, ...reactions.statements]),
      note: noteOf(
        type.label === label ? undefined : type.label,
        name,
        ...qualities(statement, place.texts).filter((words) => !words.startsWith('Sévérité')),
        ...reactions.denied.map((words) => `Réaction niée : ${words}`),
        ...comments(statement, place.texts),
      ),
    }),
  };
  return [fact];
}
