import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import { deskWords } from './desk-words.ts';
import { tellingEnd, type HolderLine } from './holder-lines.ts';

/** How a holder is called in a list; a person of whom no name is known is still somebody. */
export function holderTitle(
  messages: Messages,
  { familyName, usedName, firstName, ...rest }: HolderTraits,
): string {
  const name = messages.format.holderName({ familyName, firstName, ...rest });
  const used = usedName && usedName !== familyName ? messages.text.common.identity.usedName(usedName) : '';
  return [name || deskWords(messages).withoutName, used].filter(Boolean).join(' ');
}

/** State and end of the INS-C: what tells two dossiers of one name apart, in few digits. */
export function insCWords(messages: Messages, line: HolderLine, others: readonly HolderLine[]): string {
  const words = deskWords(messages);
  if (line.place === 'pending') return words.notCreated;
  return words.insCEnd(
    tellingEnd(
      line.insC,
      others.map(({ insC }) => insC),
    ),
  );
}

/** Age, then what is known of the INS-C. */
export const tabDetail = (messages: Messages, line: HolderLine, others: readonly HolderLine[]): string =>
  [
    messages.format.age(line.holder.birthDate) ?? messages.text.common.identity.ageUnknown,
    insCWords(messages, line, others),
  ].join(' · ');
