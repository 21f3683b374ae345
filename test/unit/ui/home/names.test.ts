import { describe, expect, it } from 'vitest';
import type { DossierLine } from '#app/dossier-port.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import IdentityBanner from '#ui/components/IdentityBanner.svelte';
import CachedDossiers from '#ui/home/CachedDossiers.svelte';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const messages = createMessages({ now: () => NOW, late: () => ({}), onchange: () => undefined });
const shown = (page: string): string =>
  page
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/gu, ' ');

const born = { birthDate: '1982-03-19', sex: 'F' } as const;
const HOLDERS: readonly (readonly [string, HolderTraits])[] = [
  ['an apostrophe and hyphens', { familyName: 'D’AUBIGNÉ-SAINT-ÉLOI', firstName: 'INÈS-ÉLÉONORE', ...born }],
  ['a straight apostrophe', { familyName: "O'BRIEN", firstName: "N'GOLO", ...born }],
  ['a particle', { familyName: 'DE LA TOUR DU PIN', firstName: 'ANNE', ...born }],
  ['forty letters', { familyName: 'WOLFESCHLEGELSTEINHAUSENBERGERDORFFSMITH', firstName: 'HUBERT', ...born }],
  ['letters from right to left', { familyName: 'כהן', firstName: 'דוד', ...born }],
  ['an emoji', { familyName: 'MARTIN 🦊', firstName: 'LÉA', ...born }],
  ['markup', { familyName: '<b>MARTIN</b> & FILS', firstName: 'LÉA', ...born }],
  ['no first name', { familyName: 'NGUYỄN', firstName: '', ...born }],
];

const line = (n: number, holder: HolderTraits, insC = `000000000000000000000${n}`): DossierLine => ({
  dossierId: `00000000-0000-4000-8000-00000000000${n}` as DossierId,
  holder,
  insC: insC as InsC,
  documents: 3,
  waiting: 0,
  pinned: false,
  complete: true,
  openedAt: NOW,
  syncedAt: NOW,
  leaseUntil: NOW,
  leaseEndsSoon: false,
});
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

describe.each(HOLDERS)('a name with %s', (_, holder) => {
  const name = escaped(messages.format.holderName(holder));

  it('stands whole in the banner, apart from what is around it', () => {
    const page = renderWithMessages(messages, IdentityBanner, { holder, insC: '0963303695871957344973' });
    expect(page.replace(/<!--.*?-->/gs, '')).toContain(`<bdi>${name}</bdi>`);
    expect(shown(page)).toContain('44 ans');
  });

  it('stands whole in the list of dossiers', () => {
    const text = shown(renderWithMessages(messages, CachedDossiers, { lines: [line(1, holder)] }));
    expect(text).toContain(name);
    expect(text).not.toMatch(/undefined|null/);
  });
});

describe('twins of one name and birth date', () => {
  const twin: HolderTraits = { familyName: 'MARTIN', firstName: 'LÉA', ...born };

  it('are told apart in the list by the end of their INS-C, which nobody else there shows', () => {
    const lines = [
      line(1, twin, '0963303695871957344973'),
      line(2, { ...twin }, '1963303695871957341234'),
      line(3, { ...twin, firstName: 'ZOÉ' }, '1963303695871957345678'),
    ];
    const text = shown(renderWithMessages(messages, CachedDossiers, { lines }));
    expect(text).toContain('4973');
    expect(text).toContain('1234');
    expect(text).not.toContain('5678');
  });
});
