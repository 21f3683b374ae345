import type { PsIdNat } from '#base/brand.ts';
import { DOSSIER_ACTIONS } from '#domain/access/action.ts';
import { authorisationAt, AUTHORISATION_MS, type AuthorisationAct } from '#domain/access/authorisation.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { AccessQuestion, AuthorisationState, DossierStatus } from '#domain/access/question.ts';
import { DOCUMENT_STATUSES, VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ME = '899700009901' as PsIdNat;
const OTHER = '899700009902' as PsIdNat;

const question = (changes: Partial<AccessQuestion>): AccessQuestion => ({
  mode: 'normal',
  action: 'consultDossier',
  reader: { psIdNat: ME, profession: '60' },
  dossier: 'active',
  authorisation: 'granted',
  ...changes,
});

const anyQuestion: fc.Arbitrary<AccessQuestion> = fc.record({
  mode: fc.constant('normal'),
  action: fc.constantFrom(...DOSSIER_ACTIONS),
  reader: fc.record({ psIdNat: fc.constant(ME), profession: fc.constantFrom('10', '60', '93', 'x') }),
  dossier: fc.constantFrom<DossierStatus>('absent', 'active', 'closed'),
  authorisation: fc.constantFrom<AuthorisationState>('none', 'granted', 'expired', 'denied'),
  document: fc.record({
    depositor: fc.constantFrom(ME, OTHER),
    status: fc.constantFrom(...DOCUMENT_STATUSES),
    visibility: fc.record({
      hiddenFromProfessionals: fc.boolean(),
      hiddenFromHolder: fc.boolean(),
      hiddenFromRepresentatives: fc.boolean(),
    }),
  }),
});

describe('decideAccess', () => {
  it.each<[string, Partial<AccessQuestion>, string]>([
    ['consulting with an authorisation', {}, 'authorised'],
    ['consulting without one', { authorisation: 'none' }, 'notAuthorised'],
    ['consulting after its year', { authorisation: 'expired' }, 'authorisationExpired'],
    ['anything by a blocked professional', { authorisation: 'denied', action: 'provideDocument' }, 'blocked'],
    ['feeding without an authorisation', { authorisation: 'none', action: 'provideDocument' }, 'feeding'],
    ['consulting what does not exist', { dossier: 'absent' }, 'dossierAbsent'],
    ['creating what does not exist', { dossier: 'absent', action: 'createDossier' }, 'dossierAbsent'],
    ['creating what exists', { action: 'createDossier' }, 'dossierExists'],
    ['consulting what is closed', { dossier: 'closed' }, 'dossierClosed'],
    [
      'authorising in the holder’s presence',
      { authorisation: 'none', action: 'grantAuthorisation' },
      'holderPresent',
    ],
    [
      'anything by somebody who is no health professional',
      { reader: { psIdNat: ME, profession: '93' } },
      'profession',
    ],
  ])('%s: %s', (_, changes, because) => {
    expect(decideAccess(question(changes)).because).toBe(because);
  });

  it('shows a hidden document to its depositor alone', () => {
    const document = {
      depositor: OTHER,
      status: 'current',
      visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true },
    } as const;
    expect(decideAccess(question({ action: 'retrieveDocument', document })).because).toBe('hidden');
    const own = { ...document, depositor: ME };
    expect(decideAccess(question({ action: 'retrieveDocument', document: own })).because).toBe('ownDocument');
  });

  it('never widens when an authorisation is withdrawn', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const without = decideAccess({ ...asked, authorisation: 'none' });
        if (without.allowed) expect(decideAccess({ ...asked, authorisation: 'granted' }).allowed).toBe(true);
      }),
    );
  });

  it('never widens when a document is hidden', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        if (!asked.document) return;
        const hidden = {
          ...asked.document,
          visibility: { ...asked.document.visibility, hiddenFromProfessionals: true },
        };
        if (decideAccess({ ...asked, document: hidden }).allowed)
          expect(decideAccess(asked).allowed).toBe(true);
      }),
    );
  });

  it('names the rule of every verdict', () => {
    fc.assert(fc.property(anyQuestion, (asked) => decideAccess(asked).rule !== ''));
  });
});

describe('an authorisation', () => {
  const granted = (at: number): AuthorisationAct => ({ kind: 'granted', at, until: at + AUTHORISATION_MS });

  it('holds for one year, to the millisecond', () => {
    expect(authorisationAt([granted(1000)], 1000 + AUTHORISATION_MS - 1)).toBe('granted');
    expect(authorisationAt([granted(1000)], 1000 + AUTHORISATION_MS)).toBe('expired');
  });

  it('is what the last act says', () => {
    const withdrawn: AuthorisationAct = { kind: 'withdrawn', at: 2000 };
    expect(authorisationAt([], 0)).toBe('none');
    expect(authorisationAt([granted(1000), withdrawn], 3000)).toBe('none');
    expect(authorisationAt([granted(1000), withdrawn, granted(3000)], 4000)).toBe('granted');
  });
});
