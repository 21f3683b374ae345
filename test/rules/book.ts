/** A rule, or a transaction, of the DMP as it was found in public sources, and what became of it here. */
export type BookEntry = {
  /** As in the shared facts. */
  readonly id: string;
  /** The text that says it, as code cites it. */
  readonly reference: string;
  /** In our words. */
  readonly says: string;
} & (
  | {
      readonly status: 'implemented';
      /** Files that do it; each cites the reference. */
      readonly where: readonly string[];
      /** What of it is not done. */
      readonly but?: string;
    }
  | { readonly status: 'notImplemented'; readonly because: string }
);

/** What code is to cite: each part of a reference, without remarks in brackets. Nothing where no text was found. */
export function citationsOf({ reference }: Pick<BookEntry, 'reference'>): readonly string[] {
  if (reference === 'secondary') return [];
  return reference
    .replace(/\s*\([^)]*\)/g, '')
    .split(/[;,]\s*|\s\/\s/)
    .filter((part) => part !== '');
}
