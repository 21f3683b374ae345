import { compareTraits } from '#domain/identity/traits.ts';
import type { BeneficiaryIdentity } from '#domain/identity/beneficiary.ts';
import { deskWords } from '../desk/desk-words.ts';
import { tellingEnd } from '../desk/holder-lines.ts';
import { holderDetail } from '../home/holder-detail.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/**
 * What stands under the name of each person of a card, in its order. Twins of one first name are said to be such, and told
 * apart by the ends of their INS-C; where a twin has none, nothing can be chosen for them.
 */
export function personDetails(messages: Messages, persons: readonly BeneficiaryIdentity[]): string[] {
  return persons.map((person) => {
    const detail = holderDetail(messages, person.traits);
    const doubles = persons.filter((other) => other !== person && sameTraits(person, other));
    if (person.kind !== 'identified' || doubles.length === 0) return detail;
    const ends = doubles.flatMap((other) => (other.kind === 'identified' ? [other.insC] : []));
    const words = deskWords(messages);
    return `${detail} · ${words.lookalikeOf(words.insCEnd(tellingEnd(person.insC, ends)))}`;
  });
}

const sameTraits = ({ traits: one }: BeneficiaryIdentity, { traits: other }: BeneficiaryIdentity): boolean =>
  compareTraits(one, other).every((difference) => difference === 'sex');
