import { attribute, childrenOf, descend, wordsOf, type XmlElement } from '../xml/element.ts';
import type {
  CdaAuthor,
  CdaEncounter,
  CdaHeader,
  CdaId,
  CdaOrganisation,
  CdaPatient,
  CdaPeriod,
  CdaRelation,
  CdaServiceEvent,
} from './document.ts';
import { readContacts } from './contacts.ts';
import { isoFromHl7 } from './hl7-time.ts';
import { codedOf, personName, templateIdsOf } from './parts.ts';
import { stated } from './stated.ts';

/** A part without which a header cannot be used (all mandatory in CDA R2). */
export type MissingPart = 'id' | 'code' | 'effectiveTime' | 'recordTarget' | 'component';

/** Reads the header of a ClinicalDocument, or names the first mandatory part that is missing. */
export function readHeader(root: XmlElement): CdaHeader | MissingPart {
  const id = idOf(descend(root, 'id'));
  if (!id) return 'id';
  const type = codedOf(descend(root, 'code'));
  if (!type) return 'code';
  const effectiveTime = timeOf(descend(root, 'effectiveTime'));
  if (!effectiveTime) return 'effectiveTime';
  const patientRole = descend(root, 'recordTarget', 'patientRole');
  if (!patientRole) return 'recordTarget';
  return {
    id,
    type,
    effectiveTime,
    templateIds: templateIdsOf(root),
    patient: patientOf(patientRole),
    authors: childrenOf(root, 'author').map(authorOf),
    serviceEvents: childrenOf(root, 'documentationOf').flatMap(serviceEventOf),
    related: childrenOf(root, 'relatedDocument').map(relationOf),
    contacts: readContacts(root),
    ...optionalParts(root),
  };
}

function optionalParts(root: XmlElement): Partial<CdaHeader> {
  return stated({
    setId: idOf(descend(root, 'setId')),
    version: wholeNumber(attribute(descend(root, 'versionNumber'), 'value')),
    title: wordsOf(descend(root, 'title')),
    confidentiality: attribute(descend(root, 'confidentialityCode'), 'code'),
    language: attribute(descend(root, 'languageCode'), 'code'),
    custodian: organisationOf(
      descend(root, 'custodian', 'assignedCustodian', 'representedCustodianOrganization'),
    ),
    encounter: encounterOf(descend(root, 'componentOf', 'encompassingEncounter')),
  });
}

function patientOf(role: XmlElement): CdaPatient {
  const patient = descend(role, 'patient');
  const names = childrenOf(patient, 'name');
  return {
    ids: childrenOf(role, 'id').flatMap((one) => idOf(one) ?? []),
    familyNames: names.flatMap((name) => partsOf(name, 'family')),
    givenNames: names.flatMap((name) => partsOf(name, 'given')),
    ...stated({
      birthDate: dateOf(attribute(descend(patient, 'birthTime'), 'value')),
      sex: sexOf(attribute(descend(patient, 'administrativeGenderCode'), 'code')),
    }),
  };
}

const partsOf = (name: XmlElement, local: string): { text: string; qualifier?: string }[] =>
  childrenOf(name, local).flatMap((part) => {
    const text = wordsOf(part);
    return text ? [{ text, ...stated({ qualifier: attribute(part, 'qualifier') }) }] : [];
  });

/** HL7 AdministrativeGender (2.16.840.1.113883.5.1); UN and null flavours say nothing. */
const sexOf = (code: string | undefined): 'F' | 'M' | undefined =>
  code === 'F' || code === 'M' ? code : undefined;

/** Digits of the date as written, since 00 may stand for an unknown month or day; a time of birth is left out. */
function dateOf(ts: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d\d)?(\d\d)?/.exec(ts ?? '');
  return parts
    ?.slice(1, 4)
    .filter((part) => part !== undefined)
    .join('-');
}

function authorOf(author: XmlElement): CdaAuthor {
  const assigned = descend(author, 'assignedAuthor');
  return { ...actorOf(assigned), ...stated({ time: timeOf(descend(author, 'time')) }) };
}

function actorOf(assigned: XmlElement | undefined): Omit<CdaAuthor, 'time'> {
  const device = descend(assigned, 'assignedAuthoringDevice');
  return stated({
    id: idOf(descend(assigned, 'id')),
    name:
      personName(descend(assigned, 'assignedPerson', 'name')) ??
      wordsOf(descend(device, 'softwareName')) ??
      wordsOf(descend(device, 'manufacturerModelName')),
    specialty: codedOf(descend(assigned, 'code')),
    organisation: organisationOf(descend(assigned, 'representedOrganization')),
  });
}

function organisationOf(organisation: XmlElement | undefined): CdaOrganisation | undefined {
  const found = stated({
    id: idOf(descend(organisation, 'id')),
    name: wordsOf(descend(organisation, 'name')),
  });
  return found.id || found.name ? found : undefined;
}

function serviceEventOf(documentation: XmlElement): CdaServiceEvent[] {
  return childrenOf(documentation, 'serviceEvent').map((event) => {
    const performer = descend(event, 'performer', 'assignedEntity');
    return {
      ...periodOf(descend(event, 'effectiveTime')),
      ...stated({
        id: idOf(descend(event, 'id')),
        code: codedOf(descend(event, 'code')),
        performer: performer && actorOf(performer),
      }),
    };
  });
}

function encounterOf(encounter: XmlElement | undefined): CdaEncounter | undefined {
  if (!encounter) return undefined;
  return {
    ...periodOf(descend(encounter, 'effectiveTime')),
    ...stated({
      id: idOf(descend(encounter, 'id')),
      code: codedOf(descend(encounter, 'code')),
      facility: facilityOf(descend(encounter, 'location', 'healthCareFacility')),
    }),
  };
}

function facilityOf(facility: XmlElement | undefined): CdaEncounter['facility'] {
  if (!facility) return undefined;
  const name =
    descend(facility, 'serviceProviderOrganization', 'name') ?? descend(facility, 'location', 'name');
  return stated({
    id: idOf(descend(facility, 'id')),
    name: wordsOf(name),
    kind: codedOf(descend(facility, 'code')),
  });
}

function relationOf(related: XmlElement): CdaRelation {
  const parent = descend(related, 'parentDocument');
  return {
    kind: attribute(related, 'typeCode') ?? '',
    ...stated({
      id: idOf(descend(parent, 'id')),
      setId: idOf(descend(parent, 'setId')),
      version: wholeNumber(attribute(descend(parent, 'versionNumber'), 'value')),
    }),
  };
}

function idOf(element: XmlElement | undefined): CdaId | undefined {
  const root = attribute(element, 'root');
  return root ? { root, ...stated({ extension: attribute(element, 'extension') || undefined }) } : undefined;
}

/** A point in time, or a period (IVL_TS): a value alone is its start. */
function periodOf(element: XmlElement | undefined): CdaPeriod {
  return stated({
    start: timeOf(descend(element, 'low')) ?? timeOf(element),
    stop: timeOf(descend(element, 'high')),
  });
}

const timeOf = (element: XmlElement | undefined): string | undefined =>
  isoFromHl7(attribute(element, 'value') ?? '');

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
