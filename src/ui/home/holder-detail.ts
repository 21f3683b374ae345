import type { HolderTraits } from '#domain/identity/traits.ts';
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
