/**
 * The narrative of a section as our own tree: the only things that a document may put on a screen. No markup, style,
 * script or address of something to load survives in it; texts are text.
 */
export type Narrative = {
  readonly blocks: readonly NarrativeBlock[];
  /** Notes in document order; `footnoteRef` counts them from 1. */
  readonly footnotes: readonly (readonly NarrativeInline[])[];
};

export type NarrativeBlock =
  | { readonly type: 'paragraph'; readonly content: readonly NarrativeInline[] }
  | { readonly type: 'preformatted'; readonly text: string }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly caption: readonly NarrativeInline[];
      readonly items: readonly (readonly NarrativeBlock[])[];
    }
  | NarrativeTable;

export type NarrativeTable = {
  readonly type: 'table';
  readonly caption: readonly NarrativeInline[];
  readonly head: readonly NarrativeRow[];
  readonly body: readonly NarrativeRow[];
  readonly foot: readonly NarrativeRow[];
};

export type NarrativeRow = readonly NarrativeCell[];

export type NarrativeCell = {
  readonly header: boolean;
  /** 1 to MAX_SPAN. */
  readonly columns: number;
  readonly rows: number;
  readonly blocks: readonly NarrativeBlock[];
};

/** `deleted`: struck out by a later version of the document, and shown so. */
export const EMPHASES = ['strong', 'emphasis', 'underline', 'deleted', 'sub', 'sup'] as const;
export type Emphasis = (typeof EMPHASES)[number];

export type NarrativeInline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: Emphasis; readonly content: readonly NarrativeInline[] }
  /** `target`: an address of http, https or mailto, to be shown beside the words; never followed by itself. */
  | { readonly type: 'link'; readonly target: string; readonly content: readonly NarrativeInline[] }
  | { readonly type: 'footnoteRef'; readonly number: number }
  /** A picture or file inside the same document (EmbeddedMedia), by its ID. */
  | { readonly type: 'media'; readonly id: string; readonly caption: readonly NarrativeInline[] };

/** Widest cell; more is an attempt on the renderer. */
export const MAX_SPAN = 100;

export const EMPTY_NARRATIVE: Narrative = { blocks: [], footnotes: [] };
