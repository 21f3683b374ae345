import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_HOLDER_DATA, type HolderData } from '#domain/dossier/holder-data.ts';
import { holderDataOf, holderDraftOf, holderFaults } from '#ui/rights/holder-draft.ts';
import { holderData } from '#wire/rights.ts';

const empty = holderDraftOf(NO_HOLDER_DATA);
const full: HolderData = {
  address: { lines: ['12 rue des Lilas', 'Bâtiment B'], postalCode: '51100', city: 'Reims' },
  phone: '+33 6 12 34 56 78',
  email: 'dominique@example.invalid',
  personsToCall: [{ name: 'Camille', relation: 'sœur', phone: '0612345678' }],
  sex: { value: 'F', reason: 'Erreur de saisie' },
};

describe('the administrative data of a holder, as they are typed', () => {
  it('come back as they were', () => {
    expect(holderDataOf(holderDraftOf(full))).toEqual(full);
    expect(holderDataOf(empty)).toEqual(NO_HOLDER_DATA);
  });

  it('lack nothing where nothing was typed', () => {
    expect(holderFaults(empty)).toEqual([]);
  });

  it.each([
    [{ city: 'Reims' }, 'address'],
    [{ lines: 'a\nb\nc\nd\ne', postalCode: '51100', city: 'Reims' }, 'address'],
    [{ phone: 'six' }, 'phone'],
    [{ email: 'dominique' }, 'email'],
    [{ sex: 'F' as const }, 'sexReason'],
    [{ persons: [{ name: '', relation: '', phone: '06' }] }, 'person0'],
  ])('say what is missing or wrong in %j', (typed, fault) => {
    expect(holderFaults({ ...empty, ...typed })).toEqual([fault]);
  });

  it('are taken by the server wherever no fault was said', () => {
    const text = fc.string({ maxLength: 40 });
    const phone = fc.oneof(fc.constantFrom('', ' 06 12 34 56 78 ', '+33612345678'), text);
    const draft = fc.record({
      lines: text,
      postalCode: text,
      city: text,
      country: text,
      phone,
      email: fc.oneof(fc.constantFrom('', 'a@b.fr'), fc.emailAddress(), text),
      sex: fc.constantFrom('' as const, 'F' as const, 'M' as const),
      sexReason: text,
      persons: fc.array(fc.record({ name: text, relation: text, phone }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(draft, (typed) => {
        const taken = holderData.safeParse(holderDataOf(typed)).success;
        expect(taken || holderFaults(typed).length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
