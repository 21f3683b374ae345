/**
 * A page to hand over, as data: shown on the screen, printed and made a PDF from the same words. Texts are plain: a line may
 * break at a space, and does at a line feed.
 */
export type Sheet = {
  /** BCP 47. */
  readonly language: 'fr-FR' | 'en-GB';
  readonly title: string;
  /** Above the title: what kind of sheet this is. */
  readonly subtitle: string;
  /** Version, or the moment it was made: under the title and at the foot of each page. */
  readonly edition: string;
  readonly size: SheetSize;
  readonly blocks: readonly SheetBlock[];
  /** At the foot of each page of the PDF. */
  readonly pageNumber: (page: number, pages: number) => string;
};

/** `large`: for readers who need it; 14 points, as the European rules for easy-to-read information ask. */
export type SheetSize = 'normal' | 'large';

export type SheetBlock =
  | { readonly kind: 'heading'; readonly text: string }
  /** `lead`: what matters most; `quiet`: references and small print. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'lead' | 'quiet' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly SheetFact[] }
  | { readonly kind: 'answers'; readonly items: readonly SheetAnswer[] }
  /** Room to sign by hand, side by side. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[] };

export type SheetFact = { readonly label: string; readonly value: string };

/** What somebody said to a question: `chosen` is one of the two words, or undefined where it is to be ticked by hand. */
export type SheetAnswer = {
  readonly label: string;
  readonly choices: readonly [yes: string, no: string];
  readonly chosen: 'yes' | 'no' | undefined;
};
