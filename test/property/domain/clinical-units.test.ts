import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, parseUnit, ucumOf } from '#domain/clinical/units.ts';
import { ATOM_SPELLINGS, UNIT_ATOMS, UNIT_PREFIXES, UNIT_SPELLINGS } from '#domain/clinical/units-table.ts';
import { SUBSTANCES } from '#domain/clinical/units-molar.ts';
import { instantOf } from '#domain/clinical/series-time.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';

const RUNS = { numRuns: FUZZ_CASES };
const atom = fc
  .tuple(
    fc.constantFrom('', ...Object.keys(UNIT_PREFIXES)),
    fc.constantFrom(...Object.keys(UNIT_ATOMS)),
    fc.constantFrom('', '2', '3', '-1', '{FEU}'),
  )
  .map((parts) => parts.join(''));
const unit = fc.oneof(
  fc.constantFrom(...Object.keys(UNIT_SPELLINGS), ...Object.keys(ATOM_SPELLINGS)),
  fc.tuple(atom, fc.constantFrom('/', '.'), atom).map((parts) => parts.join('')),
  atom,
  fc.string({ maxLength: 50 }),
);
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('any unit', () => {
  it('is read without throwing, and its one spelling stays as it is', () => {
    fc.assert(
      fc.property(unit, (written) => {
        const once = ucumOf(written);
        if (parseUnit(written)) expect(parseUnit(once)).toEqual(parseUnit(written));
      }),
      RUNS,
    );
  });

  it('gives the value back on the way back, wherever it gives one', () => {
    const loinc = fc.constantFrom(undefined, ...SUBSTANCES.flatMap(({ codes }) => codes));
    fc.assert(
      fc.property(value, unit, unit, loinc, (written, from, to, test) => {
        const there = convert(written, from, to, test);
        const back = there === undefined ? undefined : convert(there, to, from, test);
        if (there === undefined) expect(convert(written, to, from, test)).toBeUndefined();
        else
          expect(Math.abs((back ?? NaN) - written)).toBeLessThanOrEqual(
            1e-6 * Math.max(1000, Math.abs(written)),
          );
      }),
      RUNS,
    );
  });

  it('of one dimension is exchanged by way of a third as directly', () => {
    const masses = fc.constantFrom('g/L', 'mg/dL', 'ug/mL', 'kg/m3', 'ng/uL');
    fc.assert(
      fc.property(value, masses, masses, masses, (written, a, b, c) => {
        const direct = convert(written, a, c) ?? NaN;
        const around = convert(convert(written, a, b) ?? NaN, b, c) ?? NaN;
        expect(Math.abs(direct - around)).toBeLessThanOrEqual(1e-9 * Math.max(1e-6, Math.abs(direct)));
      }),
      RUNS,
    );
  });
});

describe('any text', () => {
  it('is an instant or none, without throwing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        (text) => {
          const at = instantOf(text);
          if (at !== undefined) expect(Number.isFinite(at)).toBe(true);
        },
      ),
      RUNS,
    );
  });
});
