import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '#documents/reading/read-document.ts';
import { sharedFolder } from '#test/support/shared.ts';
import type { CdaHeader } from '#documents/cda/document.ts';
import { headerFacts } from '#documents/reading/header-facts.ts';

const neurologist = {
  name: 'Ada LEROY',
  specialty: { code: 'G15_10/SM32', displayName: 'Médecin - Neurologie (SM)' },
};
const facts = (header: Partial<CdaHeader>) => headerFacts({ authors: [], ...header });

describe('what the header of a CDA says for the order of a list', () => {
  it('names the specialty of the first author', () => {
    const second = { specialty: { code: 'G15_50', displayName: 'Sage-femme' } };
    expect(facts({ authors: [neurologist, second] })).toEqual({ specialty: 'Médecin - Neurologie (SM)' });
  });

  it('says nothing of an author without a specialty', () => {
    expect(facts({ authors: [{ name: 'Ada LEROY' }] })).toEqual({});
  });

  it('names a stay by its words, its place, its dates and its identifier', () => {
    const encounter = {
      id: { root: '1.2.3', extension: '42' },
      code: { code: 'IMP', displayName: 'Hospitalisation' },
      facility: { name: 'Clinique des Lilas', kind: { code: 'SA04', displayName: 'Etablissement privé' } },
      start: '2026-01-02',
      stop: '2026-01-05',
    };
    expect(facts({ encounter }).encounter).toEqual({
      label: 'Hospitalisation, Clinique des Lilas',
      from: '2026-01-02',
      to: '2026-01-05',
      id: '1.2.3^42',
    });
  });

  it('does not take the number of a person for the one of a stay', () => {
    const encounter = { id: { root: '1.2.250.1.71.4.2.1', extension: '801234567897' }, start: '2026-01-02' };
    expect(facts({ encounter }).encounter).toEqual({ from: '2026-01-02' });
  });

  it('leaves out an encounter that says neither when nor which', () => {
    expect(facts({ encounter: { facility: { name: 'Cabinet' } } })).toEqual({});
  });
});

const official = sharedFolder('documents/cda');
describe.skipIf(!official)('an official document', () => {
  it.each([
    ['LDL-SES_2022.01.xml', /Médecine interne/, '2019-10-29', '2019-12-03'],
    ['AVC-SUNV_2022.01.xml', /Neurologie/, undefined, '2018-10-03'],
  ])('%s is read with its specialty and its stay', async (name, specialty, from, to) => {
    const { reading } = await readDocument(readFileSync(join(official ?? '', name)), 'text/xml');
    expect(reading.specialty).toMatch(specialty);
    expect(reading.encounter?.from?.slice(0, 10)).toBe(from);
    expect(reading.encounter?.to?.slice(0, 10)).toBe(to);
  });
});
