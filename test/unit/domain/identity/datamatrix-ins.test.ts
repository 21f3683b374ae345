import { readFileSync } from 'node:fs';
import { unwrap } from '#base/result.ts';
import {
  DATAMATRIX_FIELDS,
  DATAMATRIX_HEADER,
  insCOfDatamatrix,
  parseDatamatrixIns,
} from '#domain/identity/datamatrix-ins.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { describe, expect, it, test } from 'vitest';

const GS = '\u001d';
/** Fictional: the NIR is that of the published INS-C example. */
const JEAN = {
  S1: '150081505104018',
  S2: '1.2.250.1.213.1.4.8',
  S3: 'JEAN-PAUL FRANCOIS',
  S4: "D'EXEMPLE DES PRES",
  S5: 'M',
  S6: '01-08-1950',
  S7: '15049',
};
const VARIABLE: readonly string[] = ['S2', 'S3', 'S4'];
type Values = Partial<Record<(typeof DATAMATRIX_FIELDS)[number], string>>;

const code = (values: Values, separator = GS): string =>
  DATAMATRIX_HEADER +
  Object.entries(values)
    .map(([id, value]) => id + value + (VARIABLE.includes(id) && value.length < 20 ? separator : ''))
    .join('');

const errorOf = (text: string) => {
  const read = parseDatamatrixIns(text);
  return read.ok ? undefined : read.error;
};

describe('reading a datamatrix INS', () => {
  it('gives the traits, the number, its OID and the birth place', () => {
    expect(unwrap(parseDatamatrixIns(code(JEAN)))).toEqual({
      traits: {
        familyName: "D'EXEMPLE DES PRES",
        firstName: 'JEAN-PAUL FRANCOIS',
        birthDate: '1950-08-01',
        sex: 'M',
      },
      nir: '150081505104018',
      oid: '1.2.250.1.213.1.4.8',
      firstNames: ['JEAN-PAUL', 'FRANCOIS'],
      birthPlace: '15049',
    });
  });

  it('takes the fields in any order', () => {
    const { S1, S2, S3, S4, S5, S6, S7 } = JEAN;
    const read = unwrap(parseDatamatrixIns(code(JEAN)));
    for (const order of [
      { S7, S6, S5, S4, S3, S2, S1 },
      { S4, S1, S3, S5, S2, S7, S6 },
      { S3, S2, S4, S1, S5, S6, S7 },
    ])
      expect(unwrap(parseDatamatrixIns(code(order)))).toEqual(read);
  });

  test.each([
    ['^]', '^]'],
    ['<GS>', '<GS>'],
    ['the picture of GS', '␝'],
    ['nothing: it was lost', ''],
  ])('takes a separator that a scanner writes as %s', (_what, separator) => {
    expect(parseDatamatrixIns(code(JEAN, separator))).toEqual(parseDatamatrixIns(code(JEAN)));
  });

  it('keeps a name that ends in S apart from the id after it, whose separator was lost', () => {
    const read = unwrap(parseDatamatrixIns(code({ ...JEAN, S3: 'NICOLAS', S4: 'DES' }, '')));
    expect(read.firstNames).toEqual(['NICOLAS']);
    expect(read.traits.familyName).toBe('DES');
  });

  it('takes what a scanner puts before and after', () => {
    expect(parseDatamatrixIns(`]d1${code(JEAN)}\r\n`)).toEqual(parseDatamatrixIns(code(JEAN)));
  });

  it('needs no separator after a value of full length, nor after the last', () => {
    const longest = { ...JEAN, S2: '1.2.250.1.213.1.4.10', S3: 'A'.repeat(100) };
    expect(unwrap(parseDatamatrixIns(code(longest))).firstNames).toEqual(['A'.repeat(100)]);
    const { S4, ...others } = JEAN;
    expect(parseDatamatrixIns(code({ ...others, S4 })).ok).toBe(true);
  });

  it('keeps a birth date as the registers write it, unknown days and months too', () => {
    const read = unwrap(parseDatamatrixIns(code({ ...JEAN, S6: '00-00-1950' })));
    expect(read.traits.birthDate).toBe('1950-00-00');
  });

  it('reads a Corsican number and birth place, and one of a country', () => {
    const read = unwrap(parseDatamatrixIns(code({ ...JEAN, S1: '297022A02077878', S5: 'F', S7: '2A020' })));
    expect(read).toMatchObject({ nir: '297022A02077878', birthPlace: '2A020', traits: { sex: 'F' } });
    expect(unwrap(parseDatamatrixIns(code({ ...JEAN, S7: '99351' }))).birthPlace).toBe('99351');
  });
});

describe('a datamatrix INS is refused', () => {
  test.each<[string, string, object]>([
    ['empty', ' \n', { type: 'DatamatrixEmpty' }],
    ['another code', 'DC04FR000001', { type: 'DatamatrixHeader' }],
    ['another version', code(JEAN).replace('IS01', 'IS02'), { type: 'DatamatrixHeader' }],
    ['a signed header', code(JEAN).replace('IS010', 'IS01F'), { type: 'DatamatrixHeader' }],
    ['the header alone', DATAMATRIX_HEADER, { type: 'DatamatrixFieldMissing', field: 'S1' }],
    ['too long', code(JEAN) + ' '.repeat(300) + 'X', { type: 'DatamatrixTooLong' }],
    ['an unknown field', code(JEAN) + 'S8X', { type: 'DatamatrixUnknownField' }],
    ['leftovers', code(JEAN) + 'X', { type: 'DatamatrixUnknownField' }],
    ['two separators', code(JEAN, GS + GS), { type: 'DatamatrixUnknownField' }],
    ['a field twice', code(JEAN) + 'S5M', { type: 'DatamatrixFieldTwice', field: 'S5' }],
    ['another sex', code({ ...JEAN, S5: 'X' }), { type: 'DatamatrixField', field: 'S5' }],
    ['a date of another form', code({ ...JEAN, S6: '1950-08-01' }), { type: 'DatamatrixField', field: 'S6' }],
    ['a digit in a name', code({ ...JEAN, S4: 'EX3MPLE' }), { type: 'DatamatrixField', field: 'S4' }],
    ['an empty name', code({ ...JEAN, S3: '' }), { type: 'DatamatrixField', field: 'S3' }],
    ['lower case', code({ ...JEAN, S3: 'Jean' }), { type: 'DatamatrixField', field: 'S3' }],
    [
      'a name over its length',
      code({ ...JEAN, S3: 'A'.repeat(101) }),
      { type: 'DatamatrixField', field: 'S3' },
    ],
    [
      'an OID over its length',
      code({ ...JEAN, S2: '1.2.250.1.213.1.4.800' }),
      { type: 'DatamatrixField', field: 'S2' },
    ],
    ['a number cut off', code(JEAN).slice(0, 40), { type: 'DatamatrixField', field: 'S1' }],
    [
      'a misread number',
      code({ ...JEAN, S1: '150081505104019' }),
      { type: 'DatamatrixNir', because: 'NirKeyWrong' },
    ],
    [
      'a provisional number',
      code({ ...JEAN, S1: '750081505104018' }),
      { type: 'DatamatrixNir', because: 'NirProvisional' },
    ],
  ])('%s', (_what, text, error) => {
    expect(errorOf(text)).toEqual(error);
  });

  test.each(DATAMATRIX_FIELDS)('without %s', (field) => {
    const { [field]: _left, ...others } = JEAN;
    expect(errorOf(code(others))).toEqual({ type: 'DatamatrixFieldMissing', field });
  });

  it('with an error that carries nothing of it', () => {
    expect(JSON.stringify(parseDatamatrixIns(code({ ...JEAN, S1: '150081505104019' })))).not.toContain(
      '15008',
    );
  });
});

describe('the INS-C of a datamatrix', () => {
  it('is that of the first of the first names', async () => {
    const jean = { ...JEAN, S3: 'JEAN GABRIEL' };
    const alone = await insCOfDatamatrix(code({ ...JEAN, S3: 'JEAN' }));
    expect(alone.ok).toBe(true);
    expect(await insCOfDatamatrix(code(jean))).toEqual(alone);
  });

  it('does not exist for a birth date of which a part is unknown, nor for what is no datamatrix', async () => {
    const unknown = await insCOfDatamatrix(code({ ...JEAN, S6: '00-08-1950' }));
    expect(unknown).toEqual({ ok: false, error: { type: 'BirthDateIncomplete' } });
    expect(await insCOfDatamatrix('')).toEqual({ ok: false, error: { type: 'DatamatrixEmpty' } });
  });
});

const shared = sharedFolder('domain', 'datamatrix-ins.json');
describe.skipIf(!shared)('the shared example', () => {
  const { example } = JSON.parse(readFileSync(shared ?? '', 'utf8')) as { example: string };

  it('is read, and leads to the INS-C of the same person’s card', async () => {
    const read = unwrap(parseDatamatrixIns(example));
    expect(read).toMatchObject({
      traits: {
        familyName: 'PAT-TROIS',
        firstName: 'DOMINIQUE MARIE-LOUISE',
        birthDate: '1979-03-28',
        sex: 'F',
      },
      oid: '1.2.250.1.213.1.4.10',
      firstNames: ['DOMINIQUE', 'MARIE-LOUISE'],
      birthPlace: '51215',
    });
    expect(unwrap(await insCOfDatamatrix(example))).toBe('1113109067725142806651');
  });
});
