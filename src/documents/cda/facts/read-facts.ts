import type { ClinicalFact, NegatableKind } from '#domain/clinical/fact.ts';
import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { acts } from './acts.ts';
import { allergies } from './allergies.ts';
import { bloodGroups } from './blood-groups.ts';
import { contactFacts } from './contacts.ts';
import { noneKnown, saysNothing } from './denial.ts';
import { isDetail } from './details.ts';
import { directives } from './directives.ts';
import { groups } from './groups.ts';
import { implants } from './implants.ts';
import type { KindReader } from './kind-reader.ts';
import { observations } from './observations.ts';
import { pregnancies, withDueDates } from './pregnancies.ts';
import { problems } from './problems.ts';
import { holdsNoFacts, sectionPlace, type SectionPlace, type SectionSubject } from './section.ts';
import { nestedIn, relativeOf, statementsIn, type Place } from './statement.ts';
import { textsOf } from './texts.ts';
import { timeAt } from './times.ts';
import { treatments } from './treatments.ts';
import { vaccinations } from './vaccinations.ts';

/** The first that applies reads a statement: what is more particular stands first. */
const READERS: readonly KindReader[] = [
  vaccinations,
  treatments,
  implants,
  acts,
  pregnancies,
  groups,
  directives,
  allergies,
  problems,
  bloodGroups,
  observations,
];

/**
 * The facts that the entries and the header of a ClinicalDocument state, in document order, the same only once. A document
 * without entries (N1) has only contacts. Texts are cut at the lengths of #domain/clinical/reading.ts.
 */
export function readFacts(root: XmlElement): ClinicalFact[] {
  const body = descend(root, 'component', 'structuredBody');
  const around = {
    texts: textsOf(body ?? root),
    writtenAt: timeAt(descend(root, 'effectiveTime')) ?? '',
  };
  const found = body ? sectionsIn(body).flatMap((section) => sectionFacts(section, around, undefined)) : [];
  return [...withDueDates(distinct(found)), ...distinct(contactFacts(root).map((fact) => ({ fact })))];
}

const sectionsIn = (parent: XmlElement): XmlElement[] =>
  childrenOf(parent, 'component').flatMap((component) => childrenOf(component, 'section'));

function sectionFacts(
  section: XmlElement,
  around: Pick<Place, 'texts' | 'writtenAt'>,
  outer: SectionPlace | undefined,
): Found[] {
  if (holdsNoFacts(section)) return [];
  const place: Place = { ...around, section: sectionPlace(section, outer) };
  const own = childrenOf(section, 'entry')
    .flatMap(statementsIn)
    .flatMap((statement) => statementFacts(statement, place));
  const inside = sectionsIn(section).flatMap((one) => sectionFacts(one, around, place.section));
  const found = [...own, ...inside];
  return found.length > 0 ? found : deniedSection(place.section);
}

function statementFacts(statement: XmlElement, outer: Place): Found[] {
  if (isDetail(statement) || saysNothing(statement)) return [];
  const relative = relativeOf(statement);
  const place = relative === undefined ? outer : { ...outer, relative };
  const read = READERS.find((reader) => reader.applies(statement, place))?.read(statement, place);
  const { facts, inside } = read ?? { facts: [], inside: place };
  const own = facts.map((fact): Found => ({ fact, id: descend(statement, 'id') }));
  if (!inside) return own;
  return [...own, ...nestedIn(statement).flatMap((one) => statementFacts(one.statement, inside))];
}

const DENIABLE: Partial<Record<SectionSubject, NegatableKind>> = {
  allergies: 'allergy',
  treatments: 'treatment',
  vaccinations: 'vaccination',
  devices: 'implant',
  directives: 'directive',
  problem: 'problem',
};

/** A section without entries may still say, in a few words, that there is nothing. */
function deniedSection({ subject, denial }: SectionPlace): Found[] {
  const of = subject && DENIABLE[subject];
  const words = of && denial();
  return of && words ? [{ fact: noneKnown(of, { label: words }) }] : [];
}

/** A fact with the `id` of its statement. */
type Found = { readonly fact: ClinicalFact; readonly id?: XmlElement | undefined };

/**
 * The same entry given twice counts once. What can happen twice in the same words (a vaccination, an act, a measurement)
 * does so under another id.
 */
function distinct(found: readonly Found[]): ClinicalFact[] {
  const keyOf = ({ fact, id }: Found): string =>
    JSON.stringify(canRecur(fact) ? [fact, attribute(id, 'root'), attribute(id, 'extension')] : [fact]);
  return [...new Map(found.map((one) => [keyOf(one), one.fact])).values()];
}

const canRecur = (fact: ClinicalFact): boolean =>
  fact.kind === 'vaccination' ||
  fact.kind === 'observation' ||
  (fact.kind === 'problem' && fact.category === 'act');
