import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { INS_C_OID } from '#domain/identity/ins-c.ts';
import { documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { professionOf } from '#domain/nomenclature/professions.ts';
import type { CdaHeaderToWrite } from './cda.ts';

const LOINC = '2.16.840.1.113883.6.1';
/** ASIP, «types de documents» that LOINC does not have. */
const TA_ASIP = '1.2.250.1.213.1.1.4.12';
const PS_ID = '1.2.250.1.71.4.2.1';
const SPECIALTIES = '1.2.250.1.213.1.1.4.5';
const STRUCTURE_ID = '1.2.250.1.71.4.2.2';

export type OwnDocument = {
  /** Of the document: names it over the whole world as 2.25.n (ITU-T X.667). */
  readonly uuid: string;
  readonly title: string;
  /** JDV_J66. */
  readonly typeCode: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly holder: HolderTraits;
  readonly insC: string;
  readonly author: Actor;
  /** Who wrote it, where that is not the depositor; no directory number of theirs is known. */
  readonly writtenBy?: { readonly name: string; readonly organisation?: string } | undefined;
  /** The same over all versions (XDS logicalID), a UUID. */
  readonly logicalId?: string;
  readonly practice?: PracticePlace | undefined;
};

/** The header of a document that is written here, from what a dossier and a session hold. */
export function ownHeader(own: OwnDocument): CdaHeaderToWrite {
  const { title, createdAt, holder, insC } = own;
  return {
    id: { root: oidOfUuid(own.uuid) },
    ...(own.logicalId ? { setId: { root: oidOfUuid(own.logicalId) } } : {}),
    title,
    type: typeOf(own.typeCode),
    createdAt,
    patient: { ...holder, ids: [{ root: INS_C_OID, extension: insC }] },
    author: own.writtenBy ? otherAuthor(own.writtenBy, own.uuid) : depositorOf(own),
  };
}

type Author = CdaHeaderToWrite['author'];

const depositorOf = ({ author, practice }: OwnDocument): Author => ({
  id: { root: PS_ID, extension: author.psIdNat },
  ...nameParts(author.name),
  ...specialtyOf(author.profession),
  ...(practice ? { organisation: organisationOf(practice) } : {}),
});

/** The standard wants a number: one of this document alone, which claims nothing. */
const otherAuthor = (
  { name, organisation }: NonNullable<OwnDocument['writtenBy']>,
  uuid: string,
): Author => ({
  id: { root: oidOfUuid(uuid), extension: 'author' },
  ...nameParts(name),
  ...(organisation ? { organisation: { name: organisation } } : {}),
});

/** ITU-T X.667: the UUID as one number under 2.25. */
export const oidOfUuid = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replace(/-/g, '')}`)}`;

function typeOf(code: string): CdaHeaderToWrite['type'] {
  const label = documentTypeOf(code)?.label;
  return { code, system: /^\d+-\d$/.test(code) ? LOINC : TA_ASIP, ...(label ? { displayName: label } : {}) };
}

/** French directories write family names in capitals; without any, the whole name is taken for one. */
function nameParts(name: string): { givenName?: string; familyName: string } {
  const words = name.trim().split(/\s+/);
  const at = words.findIndex((word) => word.length > 1 && word === word.toUpperCase());
  if (at <= 0) return { familyName: name.trim() };
  return { givenName: words.slice(0, at).join(' '), familyName: words.slice(at).join(' ') };
}

function specialtyOf(profession: string): Pick<Author, 'specialty'> {
  const found = professionOf(profession);
  if (!found) return {};
  return { specialty: { code: `G15_${found.code}`, system: SPECIALTIES, displayName: found.label } };
}

const organisationOf = ({ name, structureId }: PracticePlace): NonNullable<Author['organisation']> => ({
  name,
  ...(structureId ? { id: { root: STRUCTURE_ID, extension: structureId } } : {}),
});
