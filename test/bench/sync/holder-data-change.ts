import type { DossierId } from '#base/brand.ts';
import type { CommandBody } from '#wire/commands.ts';

/** A whole version of a holder's data, of about 1.4 KB of JSON: as much as the documents that the peers push. */
export function holderDataChange(
  dossierId: DossierId,
  index: number,
): Extract<CommandBody, { type: 'changeHolderData' }> {
  const text = (name: string): string => `${name} ${index} `.padEnd(95, 'abcdefghijklmnopqrstuvwxyz');
  const personsToCall = Array.from({ length: 5 }, (_, person) => ({
    name: text(`Personne ${person}`),
    relation: text('Lien'),
    phone: '+33 2 98 00 00 01',
  }));
  const address = { lines: [text('Bâtiment'), text('Rue')], postalCode: '29200', city: 'BREST' };
  return {
    type: 'changeHolderData',
    dossierId,
    data: { address, phone: '+33 2 98 00 00 00', personsToCall },
  };
}
