import { unwrap } from '#base/result.ts';
import {
  DATAMATRIX_FIELDS,
  DATAMATRIX_HEADER,
  insCOfDatamatrix,
  parseDatamatrixIns,
} from '#domain/identity/datamatrix-ins.ts';
import { nirKey } from '#domain/identity/nir.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const GS = '\u001d';
const upper = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** One or more words, many of them ending in S: what an id begins with. */
const word = fc
  .tuple(fc.array(upper, { minLength: 1, maxLength: 9 }), fc.constantFrom('', 'S', 'SS'))
  .map(([letters, end]) => letters.join('') + end);
const names = fc
  .array(fc.tuple(word, fc.constantFrom(' ', '-', "'")), { minLength: 1, maxLength: 8 })
  .map((parts) =>
    parts
      .map(([text, after]) => text + after)
      .join('')
      .replace(/[ '-]$/, ''),
  );
const digits = (length: number) =>
  fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const nir = fc
  .tuple(fc.constantFrom('1', '2'), digits(4), fc.oneof(digits(2), fc.constantFrom('2A', '2B')), digits(6))
  .map((parts) => parts.join(''))
  .map((thirteen) => thirteen + nirKey(thirteen));
const birthDate = fc
  .tuple(
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1900, max: 2099 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
const oid = fc.constantFrom('1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10');

const people = fc.record({
  S1: nir,
  S2: oid,
  S3: names,
  S4: names,
  S5: fc.constantFrom('M', 'F'),
  S6: birthDate,
  S7: digits(5),
});
const order = fc.shuffledSubarray([...DATAMATRIX_FIELDS], { minLength: 7 });
const separator = fc.constantFrom(GS, '^]', '');
type Person = { [Id in (typeof DATAMATRIX_FIELDS)[number]]: string };
const LONGEST: Readonly<Record<string, number>> = { S2: 20, S3: 100, S4: 100 };

const codeOf = (person: Person, ids: readonly (keyof Person)[], between: string): string =>
  DATAMATRIX_HEADER +
  ids.map((id) => id + person[id] + (person[id].length < (LONGEST[id] ?? 0) ? between : '')).join('');

describe('a datamatrix INS', () => {
  test('is read back as it was written, in every order of its fields, with any separator or none', () => {
    fc.assert(
      fc.property(people, order, separator, (person, ids, between) => {
        const read = unwrap(parseDatamatrixIns(codeOf(person, ids, between)));
        const [day, month, year] = person.S6.split('-');
        expect(read).toEqual({
          traits: {
            familyName: person.S4,
            firstName: person.S3,
            birthDate: `${year}-${month}-${day}`,
            sex: person.S5,
          },
          nir: person.S1,
          oid: person.S2,
          firstNames: person.S3.split(' '),
          birthPlace: person.S7,
        });
      }),
    );
  });

  test('always has an INS-C where its date is a day of the calendar', async () => {
    await fc.assert(
      fc.asyncProperty(people, order, async (person, ids) => {
        expect((await insCOfDatamatrix(codeOf(person, ids, GS))).ok).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('cut off anywhere is refused, except in the last name or OID, whose end nothing marks', () => {
    fc.assert(
      fc.property(people, order, fc.nat({ max: 400 }), (person, ids, at) => {
        const whole = codeOf(person, ids, GS);
        const cut = whole.slice(0, at % whole.length);
        const last = ids.at(-1) ?? 'S1';
        const inside = LONGEST[last] !== undefined && cut.length > whole.lastIndexOf(last + person[last]) + 2;
        if (!inside) expect(parseDatamatrixIns(cut).ok).toBe(false);
      }),
    );
  });

  test('followed by anything is refused', () => {
    fc.assert(
      fc.property(people, fc.string({ minLength: 1 }), (person, more) => {
        const whole = codeOf(person, DATAMATRIX_FIELDS, GS);
        // the last field is of fixed length; a separator after it says nothing
        const said = more
          .trim()
          .replace(/^(\^\]|<GS>|␝)/, '')
          .replace(GS, '');
        if (said !== '') expect(parseDatamatrixIns(whole + more).ok).toBe(false);
      }),
    );
  });

  test('with one digit of its number changed is refused', () => {
    fc.assert(
      fc.property(people, fc.nat({ max: 14 }), fc.integer({ min: 1, max: 9 }), (person, at, by) => {
        const digit = Number(person.S1[at]);
        fc.pre(!Number.isNaN(digit));
        const changed = person.S1.slice(0, at) + String((digit + by) % 10) + person.S1.slice(at + 1);
        expect(parseDatamatrixIns(codeOf({ ...person, S1: changed }, DATAMATRIX_FIELDS, GS)).ok).toBe(false);
      }),
    );
  });

  test('that is none never throws', () => {
    const garbage = fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }));
    fc.assert(
      fc.property(garbage, fc.boolean(), (text, headed) => {
        expect(parseDatamatrixIns((headed ? DATAMATRIX_HEADER : '') + text).ok).toBe(false);
      }),
    );
  });
});
