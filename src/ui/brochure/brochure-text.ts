/**
 * The information brochure handed over before consent, as data. Its version is named in #domain/consent/brochure.ts:
 * whoever changes the meaning of a text appends a version there.
 */
export type BrochureText = {
  title: string;
  subtitle: string;
  version: (version: string) => string;
  print: string;
  otherLanguage: string;
  lead: string;
  sections: readonly BrochureSection[];
  sources: string;
};

export type BrochureSection = {
  heading: string;
  paragraphs?: readonly string[];
  points?: readonly string[];
  /** What follows the points. */
  after?: readonly string[];
  /** Articles of the law that the section rests on. */
  reference?: string;
};
