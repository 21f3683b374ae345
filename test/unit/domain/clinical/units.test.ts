import { describe, expect, it } from 'vitest';
import { areExchangeable, convert, parseUnit, ucumOf } from '#domain/clinical/units.ts';
import { molarMass, sameTest, SUBSTANCES } from '#domain/clinical/units-molar.ts';

describe('the spelling of a unit', () => {
  it.each([
    ['mm Hg', 'mm[Hg]'],
    ['mmHg', 'mm[Hg]'],
    ['µmol/l', 'umol/L'],
    ['μmol/L', 'umol/L'],
    ['mUI/L', 'm[IU]/L'],
    ['m[iU]/L', 'm[IU]/L'],
    ['UI/l', '[IU]/L'],
    ['G/L', '10*9/L'],
    ['10^9/L', '10*9/L'],
    ['10⁹/L', '10*9/L'],
    ['x10^9/l', '10*9/L'],
    ['10 9/L', '10*9/L'],
    ['T/L', '10*12/L'],
    ['10¹²/L', '10*12/L'],
    ['mL/min/1,73 m²', 'mL/min/{1.73_m2}'],
    ['g/24h', 'g/d'],
    ['kg/m²', 'kg/m2'],
    ['°C', 'Cel'],
    ['bpm', '/min'],
    ['mEq/l', 'meq/L'],
    ['g/dl', 'g/dL'],
  ])('%s is %s', (written, ucum) => {
    expect(ucumOf(written)).toBe(ucum);
    expect(parseUnit(written)).toBeDefined();
  });

  it.each([
    '',
    'x',
    'g/',
    '/',
    'constructor',
    '109/L',
    '{',
    'mg/L/',
    'kg kg m',
    'Cel/h',
    '10*9*2',
    'µ'.repeat(50),
  ])('«%s» is no unit that is understood', (written) => {
    expect(parseUnit(written)).toBeUndefined();
  });
});

describe('a value in another unit', () => {
  it.each([
    [0.95, 'g/L', 'mg/dL', 95],
    [12.4, 'g/dL', 'g/L', 124],
    [250, 'G/L', '10*9/L', 250],
    [250_000, '/mm3', 'G/L', 250],
    [4.5, 'T/L', '10*6/uL', 4.5],
    [7.2, '10*3/µL', 'G/L', 7.2],
    [120, 'mmHg', 'kPa', 15.99864],
    [172, 'cm', 'm', 1.72],
    [37, 'Cel', '[degF]', 98.6],
    [98.6, '°F', '°C', 37],
    [2.1, 'mUI/L', 'uUI/mL', 2.1],
    [60, 'U/L', 'ukat/L', 1],
    [1500, 'g', 'kg', 1.5],
    [90, 'fL', 'um3', 90],
    [3, 'mg/mmol', 'g/mol', 3],
    [8, '{cells}/uL', '/uL', 8],
    [24, 'h', 'd', 1],
  ])('%d %s is as many %s', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBeCloseTo(expected, 9);
  });

  // conversions that textbooks print, to the precision that they print
  it.each([
    ['14749-6', 1, 'g/L', 'mmol/L', 5.55, 2],
    ['2345-7', 5.55, 'mmol/L', 'g/L', 1, 3],
    ['14682-9', 10, 'mg/L', 'µmol/L', 88.4, 1],
    ['22664-7', 1, 'g/L', 'mmol/L', 16.65, 2],
    ['2093-3', 2, 'g/L', 'mmol/L', 5.17, 2],
    ['14933-6', 60, 'mg/L', 'umol/L', 357, 0],
    ['14631-6', 10, 'mg/L', 'umol/L', 17.1, 1],
    ['2000-8', 100, 'mg/L', 'mmol/L', 2.495, 3],
    ['2951-2', 140, 'meq/L', 'mmol/L', 140, 9],
    ['2000-8', 5, 'meq/L', 'mmol/L', 2.5, 9],
    ['2000-8', 100, 'mg/L', 'meq/L', 4.99, 2],
    ['1742-6', 32, 'UI/L', 'U/L', 32, 9],
  ])('of the test %s, %d %s is as many %s', (loinc, value, from, to, expected, digits) => {
    expect(convert(value, from, to, loinc)).toBeCloseTo(expected, digits);
  });

  it.each([
    ['g/L', 'mmol/L', undefined],
    // HbA1c: percent of NGSP and mmol/mol of IFCC differ by more than a scale
    ['%', 'mmol/mol', '4548-4'],
    // triglycerides are no single molecule
    ['g/L', 'mmol/L', '2571-8'],
    // TSH: an international unit of a hormone is no catalytic unit
    ['mUI/L', 'mU/L', '3016-3'],
    ['mL/min', 'mL/min/{1.73_m2}', undefined],
    ['ng/mL{FEU}', 'ng/mL{DDU}', undefined],
    ['{tablet}', '1', undefined],
    ['', 'g/L', undefined],
    ['', '1', undefined],
    ['g/g', '1', undefined],
    ['mo', 'd', undefined],
    ['mg/g', 'mg/mmol', undefined],
  ])('%s against %s (%s) is not certain, and not exchanged', (from, to, loinc) => {
    expect(convert(1, from, to, loinc)).toBeUndefined();
    expect(convert(1, to, from, loinc)).toBeUndefined();
  });

  it('is itself where the unit is the same, understood or not', () => {
    expect(convert(3, 'croix', 'croix')).toBe(3);
    expect(areExchangeable('', '')).toBe(true);
  });
});

describe('capillary glucose', () => {
  it('is one test in grams and in moles', () => {
    expect(convert(1.8, 'g/L', 'mmol/L', '41653-7')).toBeCloseTo(9.99, 2);
    expect(convert(10, 'mmol/L', 'g/L', '14743-9')).toBeCloseTo(1.8, 2);
    expect(sameTest('14743-9')).toBe('41653-7');
  });
});

describe('the molar masses', () => {
  it('follow from their formulas', () => {
    expect(molarMass('C6H12O6')).toBeCloseTo(180.156, 3);
    expect(molarMass('C27H46O')).toBeCloseTo(386.664, 3);
    expect(SUBSTANCES.every(({ formula }) => molarMass(formula) > 20)).toBe(true);
  });

  it('name each LOINC code once', () => {
    const codes = SUBSTANCES.flatMap((one) => one.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
