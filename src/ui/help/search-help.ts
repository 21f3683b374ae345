import { plain } from '../dossier/filter.ts';
import type { GlossaryTexts, HelpSection, HelpSections, Term } from './help-text.ts';
import { SECTION_IDS, type SectionId } from './section-ids.ts';
import { TERM_IDS, type TermId } from './term-ids.ts';

export type HelpHits = { sections: readonly SectionId[]; terms: readonly TermId[] };

/** What has every typed word, accents, case and endings aside; where the title has them all, first. Nothing typed, nothing found. */
export function searchHelp(
  typed: string,
  texts: { sections: HelpSections; glossary: GlossaryTexts },
): HelpHits {
  const words = plain(typed).split(/\s+/).filter(Boolean).map(stem);
  if (words.length === 0) return { sections: [], terms: [] };
  const { sections, glossary } = texts;
  return {
    sections: ranked(SECTION_IDS, words, (id) => wordsOfSection(sections[id])),
    terms: ranked(TERM_IDS, words, (id) => wordsOfTerm(glossary.terms[id])),
  };
}

/** «masquer» finds «masqué» and «masquage», «signing» finds «sign»: endings of both languages, four letters kept. */
const stem = (word: string): string =>
  word.replace(/^(.{4,}?)(?:ements?|ages?|ants?|ees?|ers?|es?|s|ing|ed)$/, '$1');

type Words = { title: string; rest: string };

function ranked<Id>(ids: readonly Id[], words: readonly string[], wordsOf: (id: Id) => Words): Id[] {
  const hasAll = (text: string): boolean => words.every((word) => plain(text).includes(word));
  const known = ids.map((id) => ({ id, ...wordsOf(id) }));
  const first = known.filter(({ title }) => hasAll(title));
  const others = known.filter(({ title, rest }) => !hasAll(title) && hasAll(`${title} ${rest}`));
  return [...first, ...others].map(({ id }) => id);
}

const wordsOfSection = ({ title, purpose, steps, notes = [] }: HelpSection): Words => ({
  title,
  rest: [purpose, ...steps, ...notes].join(' '),
});

const wordsOfTerm = ({ name, also = [], meaning, reference = '' }: Term): Words => ({
  title: [name, ...also].join(' '),
  rest: `${meaning} ${reference}`,
});
