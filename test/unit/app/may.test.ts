import { describe, expect, test } from 'vitest';
import { mayDo } from '#app/may.ts';
import type { DossierAction } from '#domain/access/action.ts';
import { VISIBLE_TO_ALL, type Actor } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { psIdNat } from '#wire/primitives.ts';
import { dossierNo, NURSE, sampleHeader } from '#test/support/sync/sample.ts';

const me: Actor = { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' };
const other: Actor = { psIdNat: psIdNat.parse('899700002027'), name: 'Idriss BELCASTEL', profession: '10' };
const header = (more: Partial<DossierHeader> = {}): DossierHeader => ({
  ...sampleHeader(dossierNo(1)),
  ...more,
});
const document = (depositor: Actor, more = {}) => ({
  depositor,
  typeCode: '11506-3',
  status: 'current' as const,
  visibility: { ...VISIBLE_TO_ALL, ...more },
});
const because = (found: DossierHeader, action: DossierAction, ...rest: unknown[]) => {
  const [of, circumstances] = rest as [Parameters<typeof mayDo>[3], Parameters<typeof mayDo>[4]];
  const { allowed, because: why } = mayDo({ header: found }, me, action, of, circumstances);
  return `${allowed ? 'yes' : 'no'}: ${why}`;
};

describe('what this device may do, asked without a network', () => {
  test('is what the right allows, whatever the type of the document', () => {
    expect(because(header(), 'consultDossier')).toBe('yes: authorised');
    expect(because(header(), 'retrieveDocument', document(other))).toBe('yes: authorised');
    expect(because(header(), 'deleteDocument', document(other))).toBe('no: notAuthor');
    expect(because(header(), 'deleteDocument', document(me))).toBe('yes: ownDocument');
    expect(because(header(), 'declareAttendingPhysician')).toBe('no: profession');
    expect(mayDo({ header: header() }, other, 'declareAttendingPhysician').allowed).toBe(true);
    expect(because(header({ status: 'closed' }), 'readTraces')).toBe('no: dossierClosed');
  });

  test('ends with the time of the access', () => {
    const until = header().access.until ?? 0;
    expect(because(header(), 'consultDossier', undefined, { now: until - 1 })).toBe('yes: authorised');
    expect(because(header(), 'consultDossier', undefined, { now: until })).toBe('no: authorisationExpired');
    expect(because(header(), 'provideDocument', undefined, { now: until })).toBe('yes: feeding');
  });

  test('goes on by a care team that lasts longer, as far as the rights name it', () => {
    const line = { since: 1, by: other, version: 'r' };
    const rights = {
      professionals: [{ ...line, professional: me, state: 'granted' as const, until: 10 }],
      teams: [{ ...line, teamId: 't', name: 'Tournée', members: [me], until: 20 }],
      oppositions: { breakGlass: false, dispatchCentre: false, version: 'o' },
      representatives: [],
    };
    const found = header({
      rights,
      access: { mode: 'normal', because: 'authorised', since: 1, until: 10 },
      standing: { authorisation: 'granted', careTeam: 'granted', attendingPhysician: 'none' },
    });
    const at = (now: number) => because(found, 'consultDossier', undefined, { now });
    expect([at(9), at(10), at(20)]).toEqual(['yes: authorised', 'yes: careTeam', 'no: authorisationExpired']);
  });

  test('is little in an emergency, and nothing after it', () => {
    const emergency = header({
      access: { mode: 'bris_de_glace', because: 'emergency', since: 1, until: 5 },
      standing: { authorisation: 'none', careTeam: 'none', attendingPhysician: 'none' },
    });
    expect(because(emergency, 'consultDossier')).toBe('yes: emergency');
    expect(because(emergency, 'readTraces')).toBe('no: notInMode');
    expect(because(emergency, 'provideDocument')).toBe('yes: feeding');
    expect(because(emergency, 'consultDossier', undefined, { now: 5 })).toBe('no: notAuthorised');
  });

  test('knows the confidential session of a minor, the forbidden combination and the entitlements', () => {
    const minor = header({ minor: true, represented: true });
    const confidential = { confidential: true };
    expect(because(minor, 'provideDocument', document(me), confidential)).toBe('no: confidentialSession');
    const kept = document(me, { hiddenFromRepresentatives: true });
    expect(because(minor, 'provideDocument', kept, confidential)).toBe('yes: feeding');
    const both = document(me, { hiddenFromProfessionals: true, hiddenFromHolder: true });
    expect(because(header(), 'provideDocument', both)).toBe('no: visibilityCombination');
    expect(because(header(), 'printLetter')).toBe('no: notEntitled');
    expect(because(header(), 'printLetter', undefined, { entitlements: ['letters'] })).toBe(
      'yes: operatorEntitled',
    );
  });
});
