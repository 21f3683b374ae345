import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { readCda } from '#documents/cda/read-cda.ts';
import { holderMismatch } from '#documents/identity-check.ts';
import {
  SAMPLE_INS_C,
  SAMPLE_NIR,
  sampleCdaN3,
  sampleHeader,
  TEST_INS_OID,
} from '#test/support/documents/samples.ts';

const insC = unwrap(parseInsC(SAMPLE_INS_C));
const jean: HolderTraits = { familyName: 'Exemple', firstName: 'JEAN', birthDate: '1950-08-01', sex: 'M' };
const nir = (extension: string, root = TEST_INS_OID) => ({ root, extension });

const compare = (patient: Partial<typeof sampleHeader.patient>, traits: HolderTraits = jean) => {
  const { header } = unwrap(readCda(sampleCdaN3({ patient: { ...sampleHeader.patient, ...patient } })));
  return holderMismatch(header.patient, { traits, insC });
};

describe('the patient of a document against the holder', () => {
  test('same number and same traits: the same person', async () => {
    expect(await compare({})).toEqual({ verdict: 'same', differences: [], warnings: [] });
  });

  test.each(['8', '9', '10', '11'])('the number counts under register .%s', async (register) => {
    const ids = [nir(SAMPLE_NIR, `1.2.250.1.213.1.4.${register}`)];
    expect((await compare({ ids })).verdict).toBe('same');
  });

  test('an INS-C in the document is compared as it is', async () => {
    expect((await compare({ ids: [nir(SAMPLE_INS_C, '1.2.250.1.213.1.4.2')] })).verdict).toBe('same');
    expect((await compare({ ids: [nir('0448685716413283718907', '1.2.250.1.213.1.4.2')] })).verdict).toBe(
      'different',
    );
  });

  test('more first names in the document than on the card do not matter', async () => {
    expect((await compare({ firstName: 'Jean Paul Marie' })).verdict).toBe('same');
  });

  test('the used name may stand on either side', async () => {
    const married = { ...jean, familyName: "d'Arc et fils" };
    expect((await compare({ usedName: "D'ARC ET FILS" }, married)).verdict).toBe('same');
  });

  test('same number but another birth date: unsure', async () => {
    expect(await compare({ birthDate: '1950-08-02' })).toMatchObject({
      verdict: 'unsure',
      differences: ['birthDate'],
    });
  });

  test('another number: somebody else, even with the same traits', async () => {
    expect(await compare({ ids: [nir('255069999999934')] })).toMatchObject({
      verdict: 'different',
      differences: ['identifier'],
    });
  });

  test('another person altogether', async () => {
    const nathalie = {
      ids: [nir('255069999999934')],
      familyName: 'DESMAUX',
      usedName: 'X',
      firstName: 'Nathalie',
    };
    expect(await compare({ ...nathalie, birthDate: '1955-06-15', sex: 'F' })).toMatchObject({
      verdict: 'different',
      differences: ['identifier', 'familyName', 'firstName', 'birthDate', 'sex'],
    });
  });

  test.each([
    [[nir('150081505104019')], 'NirKeyWrong'],
    [[nir('750081505104018')], 'NirProvisional'],
    [[nir('12')], 'IdentifierMalformed'],
    [[nir('42', '1.2.3')], 'NoNationalIdentifier'],
  ])('%o proves nothing: unsure when the traits agree (%s)', async (ids, warning) => {
    expect(await compare({ ids })).toEqual({ verdict: 'unsure', differences: [], warnings: [warning] });
    expect((await compare({ ids, birthDate: '1951-08-01' })).verdict).toBe('different');
  });

  test('of two numbers one that agrees is enough', async () => {
    expect((await compare({ ids: [nir('255069999999934'), nir(SAMPLE_NIR)] })).verdict).toBe('same');
  });

  test('the answer never carries the number', async () => {
    expect(JSON.stringify(await compare({ ids: [nir('150081505104019')] }))).not.toContain('15008');
  });
});
