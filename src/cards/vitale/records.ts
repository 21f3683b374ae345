import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { fromLatin1 } from '../latin1.ts';
import { findTag, readTlvTree, type TlvTree } from '../tlv/reader.ts';

/** One person of a carte Vitale, as the card says it: nothing here is checked against anything. */
export interface VitalePerson {
  /** Birth name or used name: no public document says which. */
  readonly familyName: string;
  readonly firstName: string;
  /** 'YYYYMMDD' as on the card; month or day may be 00 or over (lunar dates). '00000000' where the card has none. */
  readonly birthDate: string;
  readonly nationality?: string;
  /** 13 characters and 2 of key, as on the card. Absent for a beneficiary without an NIR of their own. */
  readonly nir?: string;
}

export interface VitaleReading {
  /** First the insured person, then the beneficiaries. */
  readonly persons: readonly VitalePerson[];
  /** 'YYYYMMDD': since when the card is valid. */
  readonly validFrom?: string;
}

/** Templates and data objects of a Vitale 2 (tags as read by cardpeek's vitale_2.lua and Rufus). */
const TAG = {
  person: 0x65,
  card: 0x66,
  familyName: 0x80,
  firstName: 0x81,
  birthDate: 0x82,
  nationality: 0x90,
  nir: 0x93,
  validFrom: 0x80, // inside the card template
} as const;

const UNKNOWN_BIRTH_DATE = '00000000';

/**
 * Joins the two files of a Vitale 2: identities (directory MF) and NIR (application VITALE), a template 65 per person
 * in the same order. Malformed where they do not hold the same number of persons: guessing would give somebody
 * another's number.
 */
export function parseVitale(identities: Uint8Array, numbers: Uint8Array): Result<VitaleReading, CardError> {
  const first = readTlvTree(identities, 'vitale identities');
  if (!first.ok) return first;
  const second = readTlvTree(numbers, 'vitale numbers');
  if (!second.ok) return second;
  const persons = joinPersons(templates(first.value), templates(second.value));
  if (!persons.ok) return persons;
  const validFrom = cardValidFrom([...first.value, ...second.value]);
  return ok(validFrom === undefined ? { persons: persons.value } : { persons: persons.value, validFrom });
}

const templates = (trees: readonly TlvTree[]): readonly TlvTree[] =>
  trees.filter(({ tag }) => tag === TAG.person);

function joinPersons(
  identities: readonly TlvTree[],
  numbers: readonly TlvTree[],
): Result<readonly VitalePerson[], CardError> {
  if (identities.length !== numbers.length) {
    return err({ type: 'Malformed', what: 'vitale: identities and numbers differ in count' });
  }
  const persons: VitalePerson[] = [];
  for (const [i, identity] of identities.entries()) {
    const person = parsePerson(identity, numbers[i]);
    if (!person.ok) return person;
    if (person.value) persons.push(person.value);
  }
  return persons.length > 0 ? ok(persons) : err({ type: 'Malformed', what: 'vitale: no person' });
}

/** Undefined for a slot that holds nobody. */
function parsePerson(
  identity: TlvTree,
  number: TlvTree | undefined,
): Result<VitalePerson | undefined, CardError> {
  const familyName = text(identity, TAG.familyName);
  const firstName = text(identity, TAG.firstName);
  if (familyName === '' && firstName === '') return ok(undefined);
  const birthDate = text(identity, TAG.birthDate) || UNKNOWN_BIRTH_DATE;
  if (!/^\d{8}$/.test(birthDate)) return err({ type: 'Malformed', what: 'vitale: birth date' });
  const nationality = text(identity, TAG.nationality);
  const nir = number ? text(number, TAG.nir) : '';
  return ok({
    familyName,
    firstName,
    birthDate,
    ...(nationality !== '' && { nationality }),
    ...(/[^0 ]/.test(nir) && { nir }),
  });
}

/** Empty where the object is absent or blank. */
function text(template: TlvTree, tag: number): string {
  const found = findTag(template.children, tag);
  return found ? fromLatin1(found.value).trim() : '';
}

function cardValidFrom(trees: readonly TlvTree[]): string | undefined {
  const card = findTag(trees, TAG.card);
  const date = card ? text(card, TAG.validFrom) : '';
  return /^\d{8}$/.test(date) ? date : undefined;
}
