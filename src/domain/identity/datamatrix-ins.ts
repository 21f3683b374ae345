import type { InsC, Nir } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { computeInsC, type InsCError } from './ins-c.ts';
import { parseNir, type NirError } from './nir.ts';
import type { HolderTraits } from './traits.ts';

/**
 * The datamatrix that papers and bracelets carry (ANS, «datamatrix INS»; the fields as Mediboard writes and reads them):
 *
 *   «IS01» ‖ 22 zeros ‖ for each field, in any order: id of two characters ‖ value
 *
 * A value shorter than the most that its field may have ends with GS (0x1D), or with the text. Nothing in the code is
 * signed: it saves typing, and proves nothing.
 *
 * Scanners that act as keyboards write GS as «^]», or lose it. A lost one does no harm: no name has a digit in it and no
 * OID a letter, so that the next id cannot be taken for a part of the value before it.
 */
export const DATAMATRIX_HEADER = `IS01${'0'.repeat(22)}`;

type Field = { readonly id: FieldId; readonly what: string } & (
  | { readonly length: number; readonly form: RegExp }
  /** `run` matches the characters that the value may hold. */
  | { readonly max: number; readonly run: RegExp; readonly form: RegExp }
);

export const DATAMATRIX_FIELDS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'] as const;
type FieldId = (typeof DATAMATRIX_FIELDS)[number];

const NAME_RUN = /^[A-Z '-]*/;
const NAME = /^[A-Z](?:[A-Z '-]*[A-Z'])?$/;

/** What stands in the code; lengths in characters. */
const FIELDS: readonly Field[] = [
  { id: 'S1', what: 'matricule INS with its key', length: 15, form: /^[0-9]{5}(?:\d\d|2A|2B)\d{8}$/ },
  { id: 'S2', what: 'OID of the matricule', max: 20, run: /^[0-9.]*/, form: /^\d+(?:\.\d+)+$/ },
  { id: 'S3', what: 'first names of birth, separated by blanks', max: 100, run: NAME_RUN, form: NAME },
  { id: 'S4', what: 'birth name', max: 100, run: NAME_RUN, form: NAME },
  { id: 'S5', what: 'sex', length: 1, form: /^[MF]$/ },
  // numbers as written: 00 where unknown, and the months over 12 of some people born abroad
  { id: 'S6', what: 'birth date, dd-mm-yyyy', length: 10, form: /^\d\d-\d\d-\d{4}$/ },
  { id: 'S7', what: 'INSEE code of the birth place', length: 5, form: /^(?:\d\d|2A|2B)\d{3}$/ },
];

/** Longest text: header, all ids, values and separators. */
const MAX_LENGTH = 26 + 7 * 2 + 15 + 20 + 100 + 100 + 1 + 10 + 5 + 7;

/** No error carries what was read. */
export type DatamatrixError =
  | { type: 'DatamatrixEmpty' }
  /** Another kind of code, or another version. */
  | { type: 'DatamatrixHeader' }
  | { type: 'DatamatrixTooLong' }
  /** Where a field should begin stands none that is known. */
  | { type: 'DatamatrixUnknownField' }
  /** The value is cut off, too long, or not of the form of its field. */
  | { type: 'DatamatrixField'; field: FieldId }
  | { type: 'DatamatrixFieldTwice'; field: FieldId }
  | { type: 'DatamatrixFieldMissing'; field: FieldId }
  /** The number is none, or its key is wrong: a scanner may have misread it. */
  | { type: 'DatamatrixNir'; because: NirError['type'] };

export type DatamatrixIns = {
  /** As the registers have them: upper case, the birth name, all first names. */
  readonly traits: HolderTraits;
  /** To compute with, and then to drop. */
  readonly nir: Nir;
  /** Which kind of number: 1.2.250.1.213.1.4.8 is an NIR, .10 and .11 are for tests. */
  readonly oid: string;
  readonly firstNames: readonly string[];
  /** INSEE code; 99 and three digits for a country. */
  readonly birthPlace: string;
};

/** Reads the text of a datamatrix as a camera or a hand scanner gives it. */
export function parseDatamatrixIns(text: string): Result<DatamatrixIns, DatamatrixError> {
  const code = normalised(text);
  if (code === '') return err({ type: 'DatamatrixEmpty' });
  if (!code.startsWith(DATAMATRIX_HEADER)) return err({ type: 'DatamatrixHeader' });
  if (code.length > MAX_LENGTH) return err({ type: 'DatamatrixTooLong' });
  const values = readFields(code.slice(DATAMATRIX_HEADER.length));
  if (!values.ok) return values;
  const missing = DATAMATRIX_FIELDS.find((id) => !values.value.has(id));
  return missing ? err({ type: 'DatamatrixFieldMissing', field: missing }) : meaningOf(values.value);
}

/**
 * The INS-C of the person, from the first of the first names, as the carte Vitale has it for most. The NIR goes no
 * further than this.
 */
export async function insCOfDatamatrix(text: string): Promise<Result<InsC, DatamatrixError | InsCError>> {
  const read = parseDatamatrixIns(text);
  if (!read.ok) return read;
  const { nir, firstNames, traits } = read.value;
  return computeInsC({ firstName: firstNames[0] ?? '', birthDate: traits.birthDate, nir });
}

const GS = '\u001d';

/** Without the scanner's own prefix (ISO/IEC 15424) and the key that it presses at the end; all writings of GS as one. */
const normalised = (text: string): string =>
  text
    .trim()
    .replace(/^\]d[0-6]/, '')
    .replace(/\^\]|<GS>|␝/g, GS);

type Values = Map<FieldId, string>;

function readFields(body: string): Result<Values, DatamatrixError> {
  const values: Values = new Map();
  let at = 0;
  while (at < body.length) {
    const field = FIELDS.find(({ id }) => body.startsWith(id, at));
    if (!field) return err({ type: 'DatamatrixUnknownField' });
    if (values.has(field.id)) return err({ type: 'DatamatrixFieldTwice', field: field.id });
    const value = valueAt(body, at + field.id.length, field);
    if (value === undefined) return err({ type: 'DatamatrixField', field: field.id });
    values.set(field.id, value);
    at += field.id.length + value.length;
    if (body.startsWith(GS, at)) at += 1;
  }
  return ok(values);
}

/** Undefined where it is cut off, too long, or not of its field's form. */
function valueAt(body: string, start: number, field: Field): string | undefined {
  const rest = body.slice(start);
  const value = 'length' in field ? rest.slice(0, field.length) : runOf(rest, field.run);
  const ends = 'length' in field || (value.length <= field.max && endsAt(rest.slice(value.length)));
  return ends && field.form.test(value) ? value : undefined;
}

/** A name that ran into the next id: that one's letter is followed by its digit. */
function runOf(rest: string, run: RegExp): string {
  const [longest = ''] = run.exec(rest) ?? [];
  const intoId = longest.endsWith('S') && /^\d/.test(rest.slice(longest.length));
  return intoId ? longest.slice(0, -1) : longest;
}

const endsAt = (rest: string): boolean => rest === '' || rest.startsWith(GS) || /^S\d/.test(rest);

function meaningOf(values: Values): Result<DatamatrixIns, DatamatrixError> {
  const value = (id: FieldId): string => values.get(id) ?? '';
  const nir = parseNir(value('S1'));
  if (!nir.ok) return err({ type: 'DatamatrixNir', because: nir.error.type });
  const [day, month, year] = value('S6').split('-');
  const firstNames = value('S3').split(/ +/);
  return ok({
    traits: {
      familyName: value('S4'),
      firstName: firstNames.join(' '),
      birthDate: `${year}-${month}-${day}`,
      sex: value('S5') === 'M' ? 'M' : 'F',
    },
    nir: nir.value,
    oid: value('S2'),
    firstNames,
    birthPlace: value('S7'),
  });
}
