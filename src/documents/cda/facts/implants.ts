import type { Implant } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf, type Coding } from './codes.ts';
import { periodCurrency } from './currency.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf } from './details.ts';
import type { KindReader, ReadStatement } from './kind-reader.ts';
import { dispensedWords } from './product.ts';
import { hasTemplate, isNegated, isPlanned, neverWas, participantsOf, type Place } from './statement.ts';
import { cutLabel, originalText, wordsAt } from './texts.ts';
import { periodOf } from './times.ts';

/** Prostheses and personal objects as observations (CI-SIS «FR-Prothese-objet-personnel»). */
const PERSONAL_OBJECT: ReadonlySet<string> = new Set(['1.2.250.1.213.1.1.3.12']);

/** Devices supplied to a person (CI-SIS «FR-Dispositif-medical», CCD supply), and those that an observation answers for. */
export const implants: KindReader = {
  applies: (statement, { section, group }) =>
    (statement.local === 'supply' && deviceRole(statement) !== undefined) ||
    (statement.local === 'observation' &&
      (hasTemplate(statement, PERSONAL_OBJECT) || (section.subject === 'devices' && group === undefined)) &&
      isAnswer(descend(statement, 'value')) &&
      !isPlanned(statement)),
  read: (statement, place) =>
    statement.local === 'supply' ? readSupply(statement, place) : readAnswer(statement, place),
};

/** Yes or no, not a measurement of the device. */
const isAnswer = (value: XmlElement | undefined): boolean =>
  ['true', 'false'].includes(attribute(value, 'value') ?? '');

const deviceRole = (supply: XmlElement): XmlElement | undefined =>
  descend(participantsOf(supply, 'DEV')[0], 'participantRole');

function readSupply(supply: XmlElement, place: Place): ReadStatement {
  const role = deviceRole(supply);
  const device = descend(role, 'playingDevice');
  const { translations, ...coding } = codingOf(descend(device, 'code'), place.texts);
  const label = coding.label ?? wordsAt(descend(supply, 'text'), place.texts);
  if (!label || neverWas(supply)) return { facts: [] };
  const inside = { ...place, group: label };
  if (isNegated(supply) || isDenial({ ...coding, label }))
    return { facts: [noneKnown('implant', { ...coding, label })], inside };
  const period = periodOf(supply);
  const planned = isPlanned(supply);
  const others = translations?.filter(({ system }) => system !== NCIT);
  const fact: Implant = {
    kind: 'implant',
    ...coding,
    ...(others && others.length > 0 ? { translations: others } : {}),
    label: cutLabel(label),
    state: planned ? 'unknown' : periodCurrency(period, place.writtenAt),
    ...notImplanted(coding),
    ...stated({
      from: period.from,
      to: period.to,
      identifier: attribute(descend(role, 'id'), 'extension') || undefined,
      note: noteOf(
        ...makeOf(descend(device, 'code'), place),
        ...comments(supply, place.texts),
        dispensedWords(supply),
      ),
      planned: planned ? true : undefined,
    }),
  };
  return { facts: [fact], inside };
}

/** Make and model are told by translations of the code whose words they are (NCI Thesaurus). */
const NCIT = '2.16.840.1.113883.3.26.1.1';

function makeOf(code: XmlElement | undefined, { texts }: Place): string[] {
  return (code?.children ?? [])
    .filter((child) => typeof child !== 'string')
    .filter((child) => child.local === 'translation' && attribute(child, 'codeSystem') === NCIT)
    .flatMap((one) => {
      const words = originalText(one, texts);
      return words ? [`${attribute(one, 'displayName') ?? ''} : ${words}`] : [];
    });
}

/** The words of the statement tell more than its code: which of two, on which side. */
function readAnswer(observation: XmlElement, place: Place): ReadStatement {
  const coding = codingOf(descend(observation, 'code'), place.texts);
  const label = wordsAt(descend(observation, 'text'), place.texts) ?? coding.label;
  if (!label) return { facts: [] };
  const no = attribute(descend(observation, 'value'), 'value') === 'false';
  if (no || isNegated(observation))
    return { facts: [noneKnown('implant', { ...coding, label: cutLabel(label) })] };
  const { from, to } = periodOf(observation);
  const fact: Implant = {
    kind: 'implant',
    ...coding,
    label: cutLabel(label),
    state: 'current',
    implanted: false,
    ...stated({ from, to, note: noteOf(...comments(observation, place.texts)) }),
  };
  return { facts: [fact] };
}

/** EMDN (1.2.250.1.213.2.68): what is implanted is in classes J (active) and P. */
const EMDN = '1.2.250.1.213.2.68';

const notImplanted = ({ code }: Coding): { implanted?: false } =>
  code?.system === EMDN && !/^[JP]/.test(code.code) ? { implanted: false } : {};
