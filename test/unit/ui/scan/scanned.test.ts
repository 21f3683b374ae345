import { describe, expect, it, test } from 'vitest';
import { pairingSecret } from '#ui/scan/pairing-link.ts';
import { scannedPerson, searchWordsOf } from '#ui/scan/scanned-person.ts';
import { searchHolders } from '#ui/search-holders.ts';

const CODE =
  'IS010000000000000000000000S1150081505104018S21.2.250.1.213.1.4.8' +
  '\u001dS3JEAN-PAUL MARIE\u001dS4EXEMPLE\u001dS5MS601-08-1950S715049';

describe('a code of a person', () => {
  it('names them, with the identifier that their dossier is found by and no number', async () => {
    const read = await scannedPerson(CODE);
    expect(read.ok && read.value.traits).toMatchObject({ familyName: 'EXEMPLE', birthDate: '1950-08-01' });
    expect(read.ok && read.value.insC).toMatch(/^\d{22}$/);
    expect(JSON.stringify(read)).not.toContain('150081505104018');
  });

  it('that is cut off or another one names nobody, and the error repeats nothing of it', async () => {
    for (const text of [CODE.slice(0, 60), 'IS01', '', 'https://exemple.invalid/'])
      expect(await scannedPerson(text)).toEqual({ ok: false, error: 'notReadable' });
  });

  it('typed into the search for a holder becomes their name and birth date', () => {
    const words = searchWordsOf(CODE) ?? '';
    const holder = { familyName: 'EXEMPLE', firstName: 'JEAN-PAUL', birthDate: '1950-08-01' };
    const other = { ...holder, birthDate: '1951-08-01' };
    expect(searchHolders([{ holder }, { holder: other }], words)).toEqual([{ holder }]);
    expect(searchWordsOf('IS01 exemple')).toBeUndefined();
  });
});

describe('the code that a bridge shows', () => {
  const ORIGIN = 'https://dmp.exemple.invalid';

  it('gives its secret, which stands behind the # alone', () => {
    expect(pairingSecret(` ${ORIGIN}/pair#abc.def `, ORIGIN)).toBe('abc.def');
  });

  test.each([
    'https://autre.invalid/pair#abc',
    `${ORIGIN}/paire#abc`,
    `${ORIGIN}/pair?x=1#abc`,
    `${ORIGIN}/pair`,
    'javascript:alert(1)#abc',
    'abc',
    '',
  ])('of another server or page, or without one, gives nothing: %s', (text) => {
    expect(pairingSecret(text, ORIGIN)).toBeUndefined();
  });
});
