import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import { deskWords } from './desk-words.ts';
import { lookalikesAmong, tellingEnd, type HolderLine } from './holder-lines.ts';

/** How a holder is called in a list. */
export function holderTitle(messages: Messages, { familyName, usedName, firstName }: HolderTraits): string {
  const { format, text } = messages;
  const name = format.holderName({ familyName, firstName });
  return usedName && usedName !== familyName
    ? `${name} ${text.common.identity.usedName(format.name(usedName))}`
    : name;
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

/** The same in a sentence, where nothing stands beside it: who has a double has what tells them apart with it. */
export function calledAmong(messages: Messages, line: HolderLine, others: readonly HolderLine[]): string {
  const title = holderTitle(messages, line.holder);
  const double = lookalikesAmong([line], others).has(line.dossierId);
  return double ? `${title} (${insCWords(messages, line, others)})` : title;
}

/** Age, then what is known of the INS-C. */
export const tabDetail = (messages: Messages, line: HolderLine, others: readonly HolderLine[]): string =>
  [
    messages.format.age(line.holder.birthDate) ?? messages.text.common.identity.ageUnknown,
    insCWords(messages, line, others),
  ].join(' · ');
