import type { DossierId, InsC } from '#base/brand.ts';
import {
  correctedTraits,
  type HolderData,
  type PersonToCall,
  type PostalAddress,
} from '#domain/dossier/holder-data.ts';
import { parseBirthDate } from '#domain/identity/birth-date.ts';
import { INS_C_OID } from '#domain/identity/ins-c.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { RepresentativeRight } from '#domain/rights/rights-view.ts';
import { instantOf, oidUri } from './bundle.ts';

type Known = {
  dossierId: DossierId;
  insC: InsC;
  holder: HolderTraits;
  data: HolderData;
  representatives: readonly RepresentativeRight[];
};

/** The holder as FHIR R4 Patient. The INS-C is a local key of matching: `secondary`, never an INS. */
export function patientOf({ dossierId, insC, holder, data, representatives }: Known) {
  const birthDate = fhirBirthDate(holder.birthDate);
  const gender = genderOf(correctedTraits(holder, data).sex);
  const telecom = telecomOf(data);
  const contact = [...representatives.map(representativeContact), ...data.personsToCall.map(callContact)];
  return {
    resourceType: 'Patient',
    id: dossierId,
    identifier: [{ use: 'secondary', system: oidUri(INS_C_OID), value: insC }],
    name: namesOf(holder),
    ...(gender && { gender }),
    ...(birthDate !== undefined && { birthDate }),
    ...(telecom.length > 0 && { telecom }),
    ...(data.address && { address: [addressOf(data.address)] }),
    ...(contact.length > 0 && { contact }),
  } as const;
}

function namesOf({ familyName, usedName, firstName, otherFirstNames }: HolderTraits) {
  const given = [...firstName.trim().split(/\s+/), ...(otherFirstNames ?? [])];
  const usual = usedName === undefined ? [] : [{ use: 'usual', family: usedName, given } as const];
  return [{ use: 'official', family: familyName, given } as const, ...usual];
}

const genderOf = (sex: 'F' | 'M' | undefined): 'female' | 'male' | undefined =>
  sex && (sex === 'F' ? 'female' : 'male');

/** A month or day that is unknown, or that no calendar has, is left out (FHIR `date` may be partial). */
function fhirBirthDate(text: string): string | undefined {
  const parsed = parseBirthDate(text);
  if (!parsed.ok) return undefined;
  const { year, month, day } = parsed.value;
  const [y, m, d] = [String(year).padStart(4, '0'), pad(month), pad(day)];
  if (month < 1 || month > 12) return y;
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && day > 0;
  return isDay ? `${y}-${m}-${d}` : `${y}-${m}`;
}
const pad = (part: number): string => String(part).padStart(2, '0');

function telecomOf({ phone, email }: HolderData) {
  const phones = phone === undefined ? [] : [{ system: 'phone', value: phone } as const];
  return [...phones, ...(email === undefined ? [] : [{ system: 'email', value: email } as const])];
}

const addressOf = ({ lines, postalCode, city, country }: PostalAddress) => ({
  line: [...lines],
  postalCode,
  city,
  ...(country !== undefined && { country }),
});

/** HL7 v2 table 0131: C, emergency contact. */
const callContact = ({ name, relation, phone }: PersonToCall) => ({
  relationship: [relationship('http://terminology.hl7.org/CodeSystem/v2-0131', 'C', relation)],
  name: { text: name },
  telecom: [{ system: 'phone' as const, value: phone }],
});

/** HL7 v3 RoleCode GUARD: who speaks for the holder by law; the relation itself as text. */
const representativeContact = ({ representative, since, endsAt }: RepresentativeRight) => ({
  relationship: [
    relationship('http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'GUARD', representative.role),
  ],
  name: { family: representative.familyName, given: [representative.firstName] },
  ...(representative.phone !== undefined && {
    telecom: [{ system: 'phone' as const, value: representative.phone }],
  }),
  period: { start: instantOf(since), ...(endsAt !== undefined && { end: instantOf(endsAt) }) },
});

const relationship = (system: string, code: string, text: string | undefined) => ({
  coding: [{ system, code }],
  ...(text !== undefined && { text }),
});
