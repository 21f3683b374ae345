import { descend, type XmlElement } from '#documents/xml/element.ts';
import { codingOf } from './codes.ts';
import type { KindReader } from './kind-reader.ts';
import { codeAt, hasTemplate, isPlanned, neverWas, type Place } from './statement.ts';
import { isLaboratoryCode } from './section.ts';
import { cutLabel } from './texts.ts';
import { periodOf } from './times.ts';

/** Concerns of problems and of allergies: IHE PCC, CI-SIS, CCD, C-CDA, CDA-IPS. */
const CONCERN: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.5.1',
  '1.2.250.1.213.1.1.3.39',
  '1.2.250.1.213.1.1.3.40',
  '2.16.840.1.113883.10.20.1.27',
  '2.16.840.1.113883.10.20.22.4.3',
  '2.16.840.1.113883.10.20.22.4.30',
  '2.16.840.1.113883.10.22.4.5',
  '2.16.840.1.113883.10.22.4.7',
]);

/** Organizers, acts and encounters: no facts themselves, but what is inside belongs to them. */
export const groups: KindReader = {
  applies: ({ local }) => ['act', 'organizer', 'encounter', 'supply'].includes(local),
  read(statement, place) {
    if (neverWas(statement) || isPlanned(statement)) return { facts: [] };
    if (hasTemplate(statement, CONCERN)) return { facts: [], inside: { ...place, concern: statement } };
    return { facts: [], inside: groupPlace(statement, place) };
  },
};

/** An isolate keeps its name over the antibiogram inside. */
function groupPlace(statement: XmlElement, place: Place): Place {
  const name = codingOf(descend(statement, 'code'), place.texts).label;
  const isolate = codingOf(
    descend(statement, 'specimen', 'specimenRole', 'specimenPlayingEntity', 'code'),
    place.texts,
  ).label;
  const own = [isolate ?? place.isolate, name].filter((part) => part !== undefined).join(' – ');
  const time = statement.local === 'organizer' ? periodOf(statement).from : undefined;
  return {
    ...place,
    ...(own ? { group: cutLabel(own) } : {}),
    ...(isolate ? { isolate } : {}),
    ...(time ? { time } : {}),
    ...(isLaboratoryCode(codeAt(statement)) ? { laboratory: true } : {}),
  };
}
