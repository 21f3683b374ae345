import type { InsC, PsIdNat } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/** A fictional person whose name a screen might get wrong. */
export type Unusual = { readonly what: string; readonly traits: HolderTraits };

const born = { birthDate: '1982-03-19', sex: 'F' } as const;
const named = (what: string, familyName: string, firstName: string, usedName?: string): Unusual => ({
  what,
  traits: { familyName, firstName, ...born, ...(usedName !== undefined && { usedName }) },
});

/** Nobody of this table exists: the names were put together to be difficult. */
export const UNUSUAL_PEOPLE: readonly Unusual[] = [
  named('an apostrophe and hyphens', 'D’AUBIGNÉ-SAINT-ÉLOI', 'INÈS-ÉLÉONORE'),
  named('a straight apostrophe', "O'BRIEN", "N'GOLO"),
  named('particles', 'DE LA TOUR DU PIN VON UND ZU', 'ANNE'),
  named('forty letters', 'WOLFESCHLEGELSTEINHAUSENBERGERDORFFSMITH', 'HUBERT'),
  named('letters from right to left', 'כהן', 'דוד'),
  named('letters of both directions', 'BENALI', 'محمد الزهراء'),
  named('letters from right to left of a young script', '𞤀𞤣𞤤𞤢𞤥', '𞤔𞤢𞤤𞤮'),
  named('an emoji of several parts', 'MARTIN 👩‍👧🦊', 'LÉA'),
  named('forty letters, both directions and an emoji', 'ABDELMOUTTALIB-AL-الشريف-IBN-KHALDOUNE', 'נועה 🌻'),
  named('a used name from right to left', 'MARCHAND', 'CLOTILDE', 'לוי'),
  named('accents apart from their letters', 'NGUYE\u0302\u0303N', 'O\u0308ZGE'),
  named('markup', '<b>MARTIN</b> & FILS', 'LÉA'),
  named('no first name', 'NGUYỄN', ''),
  named('no family name', '', 'AÏCHA'),
];

/** What somebody may write to turn the words around their name: it is no part of the name. */
export const TURNED: Unusual = named('directions of its own', 'MAR\u202eTIN\u2069', 'LÉA\u2066');

/** One name and one birth date; the ends of their INS-C differ after four digits only. */
export const TWIN: HolderTraits = { familyName: 'MARTIN', firstName: 'LÉA', ...born };
export const TWIN_INS_C = ['0963303695871957344973', '1963303695871951234973'] as InsC[];

/** The same names, as a professional, a representative or a person to call has them. */
export const actorNamed = ({ traits }: Unusual): Actor => ({
  psIdNat: '899700001011' as PsIdNat,
  name: givenFirst(traits),
  profession: '60',
});
export const givenFirst = ({ familyName, firstName }: HolderTraits): string =>
  `${firstName} ${familyName}`.trim();
export const familyFirst = ({ familyName, firstName }: HolderTraits): string =>
  `${familyName} ${firstName}`.trim();
