import { matrixFrom, type MatrixFile } from '#domain/access/matrix-file.ts';
import { mayReadType } from '#domain/access/matrix.ts';
import { DEFAULT_MATRIX } from '#domain/access/default-matrix.ts';
import { DOCUMENT_TYPES } from '#domain/nomenclature/document-types.ts';
import { isHealthProfession, PROFESSIONS } from '#domain/nomenclature/professions.ts';
import { unwrap } from '#base/result.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const RESIDENCE = 'ATTEST-RESID';
const SUMMARY = '60591-5';
const file = (professions: MatrixFile['professions']): MatrixFile => ({
  version: 'of-the-test',
  label: 'A test',
  professions,
});

describe('mayReadType', () => {
  const matrix = { closed: new Map([['10', new Set([RESIDENCE])]]) };

  it('closes what the matrix closes to a profession, and nothing else', () => {
    expect(mayReadType(matrix, '10', RESIDENCE)).toBe(false);
    expect(mayReadType(matrix, '10', SUMMARY)).toBe(true);
  });

  it('closes everything to a profession that the matrix leaves out', () => {
    expect(mayReadType(matrix, '60', SUMMARY)).toBe(false);
    expect(mayReadType(matrix, '60', RESIDENCE)).toBe(false);
  });
});

describe('matrixFrom', () => {
  it('opens all but some types, or only some', () => {
    const matrix = unwrap(matrixFrom(file({ '10': { allBut: [RESIDENCE] }, '36': { only: [SUMMARY] } })));
    expect(matrix.version).toBe('of-the-test');
    const open = (profession: string) =>
      DOCUMENT_TYPES.filter(({ code }) => mayReadType(matrix, profession, code)).length;
    expect(open('10')).toBe(DOCUMENT_TYPES.length - 1);
    expect(open('36')).toBe(1);
    expect(mayReadType(matrix, '36', SUMMARY)).toBe(true);
  });

  it('opens nothing to a profession that is left out', () => {
    const matrix = unwrap(matrixFrom(file({ '10': { allBut: [] } })));
    expect(DOCUMENT_TYPES.some(({ code }) => mayReadType(matrix, '60', code))).toBe(false);
  });

  it('is refused whole where it has unknown codes, and names every one of them once', () => {
    const professions = {
      '10': { allBut: ['NO-TYPE', RESIDENCE] },
      '93': { only: ['NO-TYPE', SUMMARY] },
      x: { only: ['OTHER'] },
    };
    expect(matrixFrom(file(professions))).toEqual({
      ok: false,
      error: { type: 'UnknownCodes', professions: ['93', 'x'], types: ['NO-TYPE', 'OTHER'] },
    });
  });

  it('takes names that every object has for the unknown codes that they are', () => {
    const professions = JSON.parse(
      '{"__proto__":{"only":[]},"constructor":{"allBut":["toString"]}}',
    ) as object;
    expect(matrixFrom(file(professions as MatrixFile['professions']))).toMatchObject({
      error: { professions: ['__proto__', 'constructor'], types: ['toString'] },
    });
  });
});

/** How many types of document the shipped matrix opens to a profession. */
const openTo = (profession: string): number =>
  DOCUMENT_TYPES.filter(({ code }) => mayReadType(DEFAULT_MATRIX, profession, code)).length;

describe('the matrix shipped', () => {
  it('has a row for every health profession, and opens nothing to anybody else', () => {
    const health = PROFESSIONS.map(({ code }) => code).filter(isHealthProfession);
    expect([...DEFAULT_MATRIX.closed.keys()]).toEqual(health);
    expect(openTo('93')).toBe(0);
  });

  it('closes types that the nomenclature has', () => {
    const closed = [...DEFAULT_MATRIX.closed.values()].flatMap((types) => [...types]);
    const known = DOCUMENT_TYPES.map(({ code }) => code);
    expect(closed.filter((code) => !known.includes(code))).toEqual([]);
  });
});

const facts = sharedFolder('domain');

describe.skipIf(!facts)('the matrix shipped, against the facts published of the official one', () => {
  const published = z.object({ facts: z.array(z.object({ profession: z.string(), read: z.string() })) });
  const rows = facts
    ? published.parse(JSON.parse(readFileSync(`${facts}/habilitation-matrix.partial.json`, 'utf8'))).facts
    : [];
  const sayingOf = (start: string): string =>
    rows.find(({ profession }) => profession.startsWith(start))?.read ?? '';
  const codesIn = (saying: string): string[] => saying.match(/\d{4,6}-\d|[A-Z]+-[A-Z]+/g) ?? [];
  const OTHERS = PROFESSIONS.map(({ code }) => code).filter(
    (code) => isHealthProfession(code) && !['10', '21', '60', '69'].includes(code),
  );

  it('reads the facts that it knows', () => {
    expect(rows.map(({ profession }) => profession)).toEqual([
      '10 Médecin',
      '21 Pharmacien, 60 Infirmier',
      '40 Chirurgien-dentiste',
      'other health professions',
      'social and medico-social professionals, coordination functions',
      '80 Pédicure-podologue',
    ]);
  });

  it('opens to doctors all types but those named', () => {
    const named = codesIn(sayingOf('10'));
    expect(named).toEqual([RESIDENCE]);
    expect([...(DEFAULT_MATRIX.closed.get('10') ?? [])]).toEqual(named);
  });

  it('closes to dentists each type named', () => {
    const named = codesIn(sayingOf('40'));
    expect(named).toHaveLength(5);
    expect(named.filter((code) => mayReadType(DEFAULT_MATRIX, '40', code))).toEqual([]);
  });

  it('opens to pharmacists and nurses fewer than to doctors, and more than to others', () => {
    for (const profession of ['21', '60', '69']) {
      expect(openTo(profession)).toBeLessThan(openTo('10'));
      for (const other of OTHERS) expect(openTo(profession)).toBeGreaterThan(openTo(other));
    }
  });

  it('opens the majority to every health profession, the podiatrist among them', () => {
    for (const other of OTHERS) expect(openTo(other)).toBeGreaterThan(DOCUMENT_TYPES.length / 2);
    expect(OTHERS).toContain('80');
  });
});
