import { attribute, childrenOf, descend, wordsOf, type XmlElement } from '../xml/element.ts';
import type { CdaContact } from './document.ts';
import { codedOf, personName } from './parts.ts';

/** People around the patient: relatives (informants), legal representatives, professionals (participants). */
export function readContacts(root: XmlElement): CdaContact[] {
  const relatives = childrenOf(root, 'informant').flatMap((one) => relative(descend(one, 'relatedEntity')));
  const guardians = childrenOf(root, 'recordTarget').flatMap((target) =>
    childrenOf(descend(target, 'patientRole', 'patient'), 'guardian').flatMap(guardian),
  );
  const professionals = childrenOf(root, 'participant').flatMap(participant);
  return [...professionals, ...relatives, ...guardians];
}

/** classCode of a relative (CI-SIS «volet structuration minimale»): ECON in an emergency, NOK whom the patient trusts. */
const RELATIVES: ReadonlyMap<string, CdaContact['role']> = new Map([
  ['ECON', 'emergency'],
  ['NOK', 'trusted'],
]);

function relative(entity: XmlElement | undefined): CdaContact[] {
  const name = personName(descend(entity, 'relatedPerson', 'name'));
  if (!name) return [];
  const role = RELATIVES.get(attribute(entity, 'classCode') ?? '') ?? 'relative';
  return [{ role, name, ...relationOf(descend(entity, 'code')), ...telecomsOf(entity) }];
}

function guardian(element: XmlElement): CdaContact[] {
  const name =
    personName(descend(element, 'guardianPerson', 'name')) ??
    wordsOf(descend(element, 'guardianOrganization', 'name'));
  if (!name) return [];
  return [{ role: 'relative', name, ...relationOf(descend(element, 'code')), ...telecomsOf(element) }];
}

/** PCP (HL7 ParticipationFunction): the attending physician («médecin traitant»). */
function participant(element: XmlElement): CdaContact[] {
  const entity = descend(element, 'associatedEntity');
  const name =
    personName(descend(entity, 'associatedPerson', 'name')) ??
    wordsOf(descend(entity, 'scopingOrganization', 'name'));
  if (!name) return [];
  const job = descend(element, 'functionCode');
  const attending = attribute(job, 'code') === 'PCP';
  const relation = relationOf(descend(entity, 'code'));
  return [
    {
      role: roleOf(attribute(entity, 'classCode'), attending),
      name,
      ...(relation.relation ? relation : relationOf(attending ? undefined : job)),
      ...telecomsOf(entity),
    },
  ];
}

function roleOf(classCode: string | undefined, attending: boolean): CdaContact['role'] {
  if (attending) return 'attendingPhysician';
  return RELATIVES.get(classCode ?? '') ?? (classCode === 'PRS' ? 'relative' : 'professional');
}

function relationOf(code: XmlElement | undefined): { relation?: string } {
  const coded = codedOf(code);
  const relation = coded?.displayName ?? coded?.code;
  return relation ? { relation } : {};
}

/** `tel:` and `mailto:`, without these words; others (fax, web) are left to the header. */
function telecomsOf(entity: XmlElement | undefined): Pick<CdaContact, 'phones' | 'mails'> {
  const values = childrenOf(entity, 'telecom').flatMap((one) => attribute(one, 'value') || []);
  const after = (scheme: RegExp): string[] =>
    values.filter((value) => scheme.test(value)).map((value) => value.replace(scheme, '').trim());
  return { phones: after(/^tel:/i).filter(Boolean), mails: after(/^mailto:/i).filter(Boolean) };
}
