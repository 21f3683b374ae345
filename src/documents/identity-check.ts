import type { InsC } from '#base/brand.ts';
import { computeInsC } from '#domain/identity/ins-c.ts';
import { compareTraits, type HolderTraits, type TraitDifference } from '#domain/identity/traits.ts';
import type { CdaNamePart, CdaPatient } from './cda/document.ts';
import { nationalIds, type NationalId } from './cda/national-ids.ts';

export type IdentityWarning =
  | 'NirKeyWrong'
  /** A number of attendance: it may belong to the holder, but cannot show it. */
  | 'NirProvisional'
  | 'IdentifierMalformed'
  /** The document carries no INS and no INS-C. */
  | 'NoNationalIdentifier';

export type IdentityComparison = {
  /**
   * `same`: the identifier agrees and no trait differs. `different`: the identifier differs, or there is none and a
   * trait does. `unsure`: anything between. Only `same` needs no confirmation with a reason.
   */
  readonly verdict: 'same' | 'unsure' | 'different';
  readonly differences: readonly TraitDifference[];
  readonly warnings: readonly IdentityWarning[];
};

export type KnownHolder = { readonly traits: HolderTraits; readonly insC: InsC };

/**
 * Holds the patient of a document against the holder of a dossier. The dossier keeps no NIR, so the document's is tried:
 * with the holder's own first name and birth date it must give the holder's INS-C. That isolates the number from the
 * traits, which are compared on their own.
 */
export async function holderMismatch(patient: CdaPatient, holder: KnownHolder): Promise<IdentityComparison> {
  const ids = nationalIds(patient);
  const identifier = await compareIdentifiers(ids, holder);
  const traits = compareTraits(patientTraits(patient), holder.traits);
  return {
    verdict: verdictOf(identifier, traits),
    differences: identifier === 'differs' ? ['identifier', ...traits] : traits,
    warnings: warningsOf(ids),
  };
}

/** The traits of a document's patient: birth name and first name of birth first, those in use beside them. */
export function patientTraits({ familyNames, givenNames, birthDate, sex }: CdaPatient): HolderTraits {
  const familyName = birthPart(familyNames);
  const firstName = birthPart(givenNames);
  const usedName = familyNames.find(({ text }) => text !== familyName)?.text;
  const otherFirstNames = givenNames.map(({ text }) => text).filter((text) => text !== firstName);
  return {
    familyName,
    firstName,
    birthDate: birthDate ?? '',
    ...(usedName ? { usedName } : {}),
    ...(otherFirstNames.length > 0 ? { otherFirstNames } : {}),
    ...(sex ? { sex } : {}),
  };
}

const birthPart = (parts: readonly CdaNamePart[]): string =>
  (parts.find(({ qualifier }) => qualifier === 'BR') ?? parts[0])?.text ?? '';

type IdentifierAnswer = 'agrees' | 'differs' | 'unknown';

async function compareIdentifiers(
  ids: readonly NationalId[],
  holder: KnownHolder,
): Promise<IdentifierAnswer> {
  const usable = ids.filter(({ state }) => state === 'valid');
  const agreements = await Promise.all(usable.map((id) => agrees(id, holder)));
  if (agreements.includes(true)) return 'agrees';
  return usable.length > 0 ? 'differs' : 'unknown';
}

async function agrees({ kind, value }: NationalId, { traits, insC }: KnownHolder): Promise<boolean> {
  if (kind === 'insC') return value.replace(/\s+/g, '') === insC;
  const computed = await computeInsC({
    firstName: traits.firstName,
    birthDate: traits.birthDate,
    nir: value,
  });
  return computed.ok && computed.value === insC;
}

function verdictOf(
  identifier: IdentifierAnswer,
  traits: readonly TraitDifference[],
): IdentityComparison['verdict'] {
  if (identifier === 'differs') return 'different';
  if (identifier === 'agrees') return traits.length === 0 ? 'same' : 'unsure';
  return traits.length === 0 ? 'unsure' : 'different';
}

function warningsOf(ids: readonly NationalId[]): IdentityWarning[] {
  if (ids.length === 0) return ['NoNationalIdentifier'];
  const warnings: readonly [IdentityWarning, NationalId['state']][] = [
    ['NirKeyWrong', 'keyWrong'],
    ['NirProvisional', 'provisional'],
    ['IdentifierMalformed', 'malformed'],
  ];
  return warnings.filter(([, state]) => ids.some((id) => id.state === state)).map(([warning]) => warning);
}
