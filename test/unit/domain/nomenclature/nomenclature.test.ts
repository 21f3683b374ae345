import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AUTHOR_SPECIALTY_COUNT, authorSpecialtyLabel } from '#domain/nomenclature/author-specialties.ts';
import { commonTypes, englishTypeLabel } from '#domain/nomenclature/common-types.ts';
import { DOCUMENT_CLASSES, documentClassOf } from '#domain/nomenclature/document-classes.ts';
import { classOf, DOCUMENT_TYPES, documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { formatCodeOf } from '#domain/nomenclature/format-codes.ts';
import {
  professionLabel,
  isHealthProfession,
  professionOfAuthorCode,
  PROFESSIONS,
} from '#domain/nomenclature/professions.ts';
import { VISIBILITIES } from '#domain/nomenclature/visibility.ts';
import { sharedFolder } from '#test/support/shared.ts';

describe('document types', () => {
  test('the DMP has 108, each with one code', () => {
    expect(DOCUMENT_TYPES).toHaveLength(108);
    expect(new Set(DOCUMENT_TYPES.map(({ code }) => code)).size).toBe(108);
  });

  test('a type knows its class; two have none', () => {
    expect(classOf('11502-2')).toBe('10');
    expect(documentClassOf(classOf('57833-6') ?? '')?.label).toBe('Prescription');
    expect(DOCUMENT_TYPES.filter(({ classCode }) => !classCode).map(({ code }) => code)).toEqual([
      '101881-1',
      'E1762',
    ]);
  });

  test('every class of a type is in the table of classes', () => {
    for (const { classCode } of DOCUMENT_TYPES)
      if (classCode) expect(documentClassOf(classCode)).toBeDefined();
  });

  test('an unknown code has no type', () => {
    expect(documentTypeOf('toString')).toBeUndefined();
  });

  test.each(['10', '21', '40', '50', '60', '70', '91', '86', 'unknown'])(
    'profession %s is offered common types',
    (code) => {
      const types = commonTypes(code);
      expect(types.length).toBeGreaterThanOrEqual(5);
      expect(new Set(types).size).toBe(types.length);
      for (const type of types) expect(englishTypeLabel(type.code), type.label).toBeDefined();
    },
  );

  test('nothing is lost between the codes of a common list and the nomenclature', () => {
    expect(commonTypes('60')).toHaveLength(12);
    expect(commonTypes('10')).toHaveLength(17);
  });
});

describe('other tables', () => {
  test('professions, their labels and author codes', () => {
    expect(PROFESSIONS).toHaveLength(30);
    expect(professionLabel('60')).toBe('Infirmier');
    expect(professionLabel('00')).toBe('00');
    expect(professionOfAuthorCode('G15_10/SM26')).toBe('10');
    expect(professionOfAuthorCode('G15_60')).toBe('60');
    expect(professionOfAuthorCode('SNR')).toBeUndefined();
    expect(['60', '10', '93', '00', ''].map(isHealthProfession)).toEqual([true, true, false, false, false]);
  });

  test('author specialties', () => {
    expect(AUTHOR_SPECIALTY_COUNT).toBe(396);
    expect(authorSpecialtyLabel('G15_10/SM03')).toBe('Médecin - Biologie médicale (SM)');
  });

  test('the format of a CDA follows from its templates', () => {
    expect(formatCodeOf(['1.2.250.1.213.1.1.1.1', '1.2.250.1.213.1.1.1.13'])).toBe(
      'urn:asip:ci-sis:vsm:2012',
    );
    expect(formatCodeOf(['1.3.6.1.4.1.19376.1.2.20'], 'application/pdf')).toBe('urn:ihe:iti:xds-sd:pdf:2008');
    expect(formatCodeOf(['1.3.6.1.4.1.19376.1.2.20'], 'image/gif')).toBeUndefined();
    expect(formatCodeOf(['constructor'])).toBeUndefined();
  });
});

type Table = { codes: { code: string; label: string; classCode?: string | null }[] };
const folder = sharedFolder('domain', 'nomenclatures');
describe.skipIf(!folder)('against the published tables', () => {
  const published = (name: string): Table =>
    JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Table;

  test('types and classes agree', () => {
    const ours = DOCUMENT_TYPES.map(({ code, label, classCode }) => [code, label, classCode ?? null]);
    expect(ours).toEqual(
      published('typeCodes-DMP-J66').codes.map((row) => [row.code, row.label, row.classCode]),
    );
    expect(DOCUMENT_CLASSES.map(({ code, label }) => ({ code, label }))).toEqual(
      published('classCodes-A03').codes,
    );
  });

  test('professions, specialties and visibility agree', () => {
    expect(PROFESSIONS.map(({ code }) => code)).toEqual(
      published('professions-G15').codes.map(({ code }) => code),
    );
    const visibility = new Map(published('visibility-A07').codes.map(({ code, label }) => [code, label]));
    for (const { code, label } of VISIBILITIES) expect(visibility.get(code)).toBe(label);
    const specialties = published('authorSpecialty-J01').codes;
    for (const { code, label } of specialties) expect(authorSpecialtyLabel(code), code).toBe(label);
  });
});
