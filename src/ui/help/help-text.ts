import type { SectionId } from './section-ids.ts';
import type { TermGroup, TermId } from './term-ids.ts';

/** One word of the glossary. */
export type Term = {
  name: string;
  /** What else it is called; searched too. */
  also?: readonly string[];
  /** In plain words. */
  meaning: string;
  /** Where it stands in the law or in the requirements of the DMP. */
  reference?: string;
};

export type GlossaryTexts = {
  title: string;
  lead: string;
  /** Names the articles' code once for all. */
  sources: string;
  groups: Readonly<Record<TermGroup, string>>;
  reference: (reference: string) => string;
  terms: Readonly<Record<TermId, Term>>;
};

/** What a screen is for, and what to do there. */
export type HelpSection = {
  title: string;
  purpose: string;
  /** In order. */
  steps: readonly string[];
  /** Good to know. */
  notes?: readonly string[];
  terms?: readonly TermId[];
};
export type HelpSections = Readonly<Record<SectionId, HelpSection>>;
