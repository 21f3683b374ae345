import type { HolderTraits } from '#domain/identity/traits.ts';
import { deskWords } from '../desk/desk-words.ts';
import { lookalikes, type HolderLine } from '../desk/holder-lines.ts';
import { insCWords } from '../desk/holder-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** What tells two holders of one name apart: age, sex, birth date; a line ends between them, never within. */
export function holderDetail({ text, format }: Messages, { birthDate, sex }: HolderTraits): string {
  const { identity } = text.common;
  return [
    format.age(birthDate) ?? identity.ageUnknown,
    sex ? identity.sex[sex] : identity.sexUnknown,
    identity.born(format.birthDate(birthDate) ?? identity.birthDateUnknown, sex),
  ]
    .map((part) => part.replaceAll(' ', '\u00a0'))
    .join(' · ');
}

type Line = Pick<HolderLine, 'dossierId' | 'holder' | 'insC'>;

/** For who has a double among these, a twin of one first name: the end of their INS-C. Undefined for everybody else. */
function apartAmong(messages: Messages, lines: readonly Line[]): (line: Line) => string | undefined {
  const placed = lines.map(({ dossierId, holder, insC }): HolderLine => ({
    dossierId,
    holder,
    insC,
    place: 'here',
  }));
  const doubles = lookalikes(placed);
  return ({ dossierId, holder, insC }) => {
    if (!doubles.has(dossierId)) return undefined;
    const others = placed.filter((other) => other.dossierId !== dossierId);
    return insCWords(messages, { dossierId, holder, insC, place: 'here' }, others);
  };
}

/** The same in a list: who has a double in it is said to have one, and told apart by the end of the INS-C. */
export function detailAmong(messages: Messages, lines: readonly Line[]): (line: Line) => string {
  const apartOf = apartAmong(messages, lines);
  return (line) => {
    const apart = apartOf(line);
    const detail = holderDetail(messages, line.holder);
    return apart === undefined ? detail : `${detail} · ${deskWords(messages).lookalikeOf(apart)}`;
  };
}

/** A name in a sentence or on a button, where nothing stands beside it: a double has the end of the INS-C with it. */
export function nameAmong(messages: Messages, lines: readonly Line[]): (line: Line) => string {
  const apartOf = apartAmong(messages, lines);
  return (line) => {
    const apart = apartOf(line);
    const name = messages.format.holderName(line.holder);
    return apart === undefined ? name : `${name} (${apart})`;
  };
}
