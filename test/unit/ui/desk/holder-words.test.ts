import { describe, expect, it } from 'vitest';
import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { HolderLine } from '#ui/desk/holder-lines.ts';
import { holderTitle, insCWords, tabDetail } from '#ui/desk/holder-words.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';

const messages = createMessages({
  now: () => Date.UTC(2026, 10, 23),
  late: () => ({}),
  onchange: () => undefined,
});
const traits = (more: Partial<HolderTraits>): HolderTraits => ({
  familyName: 'MARTIN',
  firstName: 'CAMILLE',
  birthDate: '1990-05-04',
  ...more,
});
const line = (insC: string, more: Partial<HolderLine> = {}): HolderLine => ({
  dossierId: `00000000-0000-4000-8000-0000000${insC.slice(-5)}` as DossierId,
  holder: traits({}),
  insC: insC.padStart(22, '0') as InsC,
  place: 'here',
  ...more,
});

/** A name with letters from right to left is kept from turning what stands around it. */
const ISOLATES = /[\u2068\u2069]/g;

describe('the name of a holder', () => {
  it('stands as it was written, with its particles, apostrophes and hyphens, however long', () => {
    for (const familyName of [
      'D’ARC-ÉLIE',
      'DE LA ROCHE DU PLESSIS-MONTALEMBERT D’AUBIGNÉ',
      'بن عمر',
      'MARTIN 👶',
    ])
      expect(holderTitle(messages, traits({ familyName })).replace(ISOLATES, '')).toBe(
        `${familyName} CAMILLE`,
      );
  });

  it('says the used name where it is another', () => {
    expect(holderTitle(messages, traits({ usedName: 'LE GOFF' }))).toBe(
      'MARTIN CAMILLE (nom utilisé\u00a0: LE GOFF)',
    );
    expect(holderTitle(messages, traits({ usedName: 'MARTIN' }))).toBe('MARTIN CAMILLE');
  });

  it('leaves no blank without a first name, and is never empty', () => {
    expect(holderTitle(messages, traits({ firstName: '' }))).toBe('MARTIN');
    expect(holderTitle(messages, traits({ familyName: '', firstName: '' }))).toBe('(nom inconnu)');
  });
});

describe('what stands under a name in the strip', () => {
  it('is the age and the end of the INS-C', () => {
    const one = line('12345678');
    expect(tabDetail(messages, one, [one])).toBe('36 ans · INS-C …5678');
  });

  it('tells twins apart by as many digits as it takes', () => {
    const twins = [line('12345678'), line('99995678')];
    expect(twins.map((twin) => insCWords(messages, twin, twins))).toEqual(['INS-C …345678', 'INS-C …995678']);
  });

  it('says that the server knows nothing of it yet', () => {
    expect(insCWords(messages, line('1', { place: 'pending' }), [])).toContain('création en attente');
  });

  it('says that the age is unknown', () => {
    const one = line('12345678', { holder: traits({ birthDate: '' }) });
    expect(tabDetail(messages, one, [one])).toMatch(/^âge inconnu · /);
  });
});
