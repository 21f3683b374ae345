import type { HolderTraits } from '#domain/identity/traits.ts';
import { lookalikes, type HolderLine } from '../desk/holder-lines.ts';
import { insCWords } from '../desk/holder-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** What tells two holders of one name apart: age, sex, birth date. */
export function holderDetail({ text, format }: Messages, { birthDate, sex }: HolderTraits): string {
  const { identity } = text.common;
  return [
    format.age(birthDate) ?? identity.ageUnknown,
    sex ? identity.sex[sex] : identity.sexUnknown,
    identity.born(format.birthDate(birthDate) ?? identity.birthDateUnknown, sex),
  ].join(' · ');
}

type Line = Pick<HolderLine, 'dossierId' | 'holder' | 'insC'>;

/** The same in a list: who has a double in it, a twin of one first name, is told apart by the end of the INS-C. */
export function detailAmong(messages: Messages, lines: readonly Line[]): (line: Line) => string {
  const placed = lines.map(({ dossierId, holder, insC }): HolderLine => ({
    dossierId,
    holder,
    insC,
    place: 'here',
  }));
  const doubles = lookalikes(placed);
  return ({ dossierId, holder, insC }) => {
    const detail = holderDetail(messages, holder);
    if (!doubles.has(dossierId)) return detail;
    const others = placed.filter((other) => other.dossierId !== dossierId);
    return `${detail} · ${insCWords(messages, { dossierId, holder, insC, place: 'here' }, others)}`;
  };
}
