import type { FilterChoices, SearchFilters } from '#documents/search/filters.ts';
import { classOf } from '#domain/nomenclature/document-types.ts';
import { classWords, typeWords } from '../dossier/document-words.ts';
import type { Messages } from '../messages/messages.svelte.ts';

/** A whole class, or one type: one list for both, with values of its own. */
export type TypeOption = { readonly value: string; readonly label: string };
export type TypeGroup = { readonly label: string; readonly options: readonly TypeOption[] };

type Words = Pick<Messages, 'locale' | 'text'>;

/** The classes that are there, each with its types: first all of the class, then one by one where there are several. */
export function typeGroups(messages: Words, { classCodes, typeCodes }: FilterChoices): TypeGroup[] {
  return classCodes.map((classCode) => {
    const types = typeCodes.filter((code) => (classOf(code) ?? 'none') === classCode);
    const label = classWords(messages, classCode);
    const one = types.map((code) => ({ value: `type:${code}`, label: typeWords(messages, code) }));
    return { label, options: one.length > 1 ? [{ value: `class:${classCode}`, label }, ...one] : one };
  });
}

export function typeChoiceOf({ typeCode, classCode }: SearchFilters): string {
  if (typeCode !== undefined) return `type:${typeCode}`;
  return classCode === undefined ? '' : `class:${classCode}`;
}

/** The filters with another choice of type or class; what does not exist chooses nothing. */
export function withTypeChoice(
  filters: SearchFilters,
  value: string,
  { classCodes, typeCodes }: FilterChoices,
) {
  const { typeCode: _type, classCode: _class, ...others } = filters;
  const typeCode = typeCodes.find((code) => value === `type:${code}`);
  const classCode = classCodes.find((code) => value === `class:${code}`);
  return {
    ...others,
    ...(typeCode !== undefined && { typeCode }),
    ...(classCode !== undefined && { classCode }),
  };
}

type Told = 'author' | 'from' | 'to';

/** The filters with another author or day; an empty one filters nothing. */
export function withValue(filters: SearchFilters, name: Told, value: string): SearchFilters {
  const { [name]: _before, ...others } = filters;
  return value === '' ? others : { ...others, [name]: value };
}
