/**
 * A text handed to patients, as data: the information brochure given before consent, and the rights of the holder. The
 * version of the brochure is named in #domain/consent/brochure.ts: whoever changes the meaning of its text appends a
 * version there, and a test holds the texts of each version.
 */
export type BrochureText = {
  title: string;
  subtitle: string;
  version: (version: string) => string;
  pageNumber: (page: number, pages: number) => string;
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
