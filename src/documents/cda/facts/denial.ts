import { folded } from '#base/folded.ts';
import type { NegatableKind, NoneKnown } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import type { Coding } from './codes.ts';
import { cutLabel, spacedWords } from './texts.ts';

/**
 * Codes that say that there is none: SNOMED CT (no known allergy and its kinds, no current problems, no drug therapy) and
 * IPS absent-unknown (2.16.840.1.113883.5.1150.1). Those of «no information» say nothing at all (`saysNothing`).
 */
const DENYING_CODES: ReadonlySet<string> = new Set([
  '716186003',
  '409137002',
  '428607008',
  '429625007',
  '160244002',
  '160245001',
  '182849000',
  '787481004',
  'no-known-allergies',
  'no-known-medication-allergies',
  'no-known-environmental-allergies',
  'no-known-food-allergies',
  'no-known-medications',
  'no-known-problems',
  'no-known-procedures',
  'no-known-devices',
  'no-known-immunizations',
]);

/** «No information about allergies», of the same nomenclature. */
const NO_INFORMATION: ReadonlySet<string> = new Set([
  'no-allergy-info',
  'no-medication-info',
  'no-problem-info',
  'no-procedure-info',
  'no-device-info',
  'no-immunization-info',
]);

/** Whether a statement only fills its place, since nothing is known: it is neither a fact nor the denial of one. */
export const saysNothing = (statement: XmlElement): boolean =>
  [
    descend(statement, 'code'),
    descend(statement, 'value'),
    descend(statement, 'consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code'),
    descend(statement, 'participant', 'participantRole', 'playingDevice', 'code'),
    descend(statement, 'participant', 'participantRole', 'playingEntity', 'code'),
  ].some((element) => NO_INFORMATION.has(attribute(element, 'code') ?? ''));

/** «Aucune allergie connue», «pas de traitement en cours», «néant»; not «absence de rein», which is a problem. */
const DENIAL = new RegExp(
  '^(?:(?:aucune?s?|neant|nihil|ras|none)$|no known |no current |' +
    '(?:aucune?s?|pas d|pas de|absence d|absence de) (?:\\w+ ){0,2}' +
    '(?:allergi|intoleran|hypersensib|traitement|medicament|antecedent|pathologi|probleme|maladie|facteur|' +
    'vaccin|dispositif|implant|prothese|grossesse|directive|acte|intervention|element))',
);
/** …but «aucune information», «aucune allergie sauf pénicilline», «pas d'allergie documentée mais…» deny nothing. */
const RESERVE =
  /(information|donnee|renseign|precis|document|communiqu|interrog|recherch|evalu|sauf|hormis|except|mais|autre|hors|en dehors)/;

/** Longer than a plain denial. */
const MAX_DENIAL = 120;

/** Whether words say that there is none, and nothing else. */
export function denies(words: string | undefined): boolean {
  if (words === undefined || words.length > MAX_DENIAL || /[.;,:!?]\s*\S/.test(words)) return false;
  const plain = folded(words);
  return DENIAL.test(plain) && !RESERVE.test(plain);
}

export const isDenial = ({ code, label }: Coding): boolean =>
  (code !== undefined && DENYING_CODES.has(code.code)) || denies(label);

/** The whole narrative of a section, where it denies. */
export function deniedInWords(text: XmlElement | undefined): string | undefined {
  const words = spacedWords(text);
  return denies(words) ? words : undefined;
}

/** @param what that which is denied: a denying code, or the thing that there is not */
export function noneKnown(of: NegatableKind, what: Coding & { label: string }): NoneKnown {
  const { label, code, translations } = what;
  return {
    kind: 'noneKnown',
    of,
    label: cutLabel(label),
    ...(code ? { code } : {}),
    ...(translations ? { translations } : {}),
    ...(isDenial(what) ? {} : { named: true }),
  };
}
