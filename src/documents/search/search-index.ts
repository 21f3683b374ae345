import type { DocumentId } from '#base/brand.ts';
import type { SearchDocument } from './search-document.ts';
import { termsOf } from './terms.ts';
import { createVocabulary, posting, type Vocabulary } from './vocabulary.ts';
import { wordsOf, type Words } from './words.ts';

/** What can be searched of a document. The order is that of the numbers in postings. */
export const SEARCH_FIELDS = ['title', 'typeLabel', 'authors', 'facts', 'text'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** A document in its place; `lengths`: terms of each field. */
export type Slot = { readonly document: SearchDocument; readonly lengths: readonly number[] };

/**
 * The inverted index of one dossier, with the documents that it was made of. Changed by addDocument and removeDocument
 * alone.
 */
export type SearchIndex = {
  readonly vocabulary: Vocabulary;
  /** Places of removed documents stay empty until the index is stored. */
  readonly slots: (Slot | undefined)[];
  readonly slotById: Map<DocumentId, number>;
  /** Terms in all documents, by field. */
  readonly totals: number[];
  /** Texts that were taken apart for a phrase or an excerpt. */
  readonly read: Map<DocumentId, ReadText>;
};

/** `plain`: its words in a line, with one space around each, to look for phrases in; fields apart. */
export type ReadText = { readonly words: Words; readonly plain: string };

export const emptyIndex = (): SearchIndex => ({
  vocabulary: createVocabulary(),
  slots: [],
  slotById: new Map(),
  totals: SEARCH_FIELDS.map(() => 0),
  read: new Map(),
});

/** Makes the index of these documents; of two with the same id the later counts. */
export function buildIndex(documents: Iterable<SearchDocument>): SearchIndex {
  const index = emptyIndex();
  for (const document of documents) addDocument(index, document);
  return index;
}

/** Adds a document, in the place of an earlier one with its id. */
export function addDocument(index: SearchIndex, document: SearchDocument): void {
  removeDocument(index, document.documentId);
  const slot = index.slots.length;
  const lengths = SEARCH_FIELDS.map((field, number) =>
    addTerms(index.vocabulary, slot, number, termsOf(fieldText(document, field))),
  );
  placeDocument(index, { document, lengths });
}

/** Takes the next place for a document whose terms are there. */
export function placeDocument(index: SearchIndex, placed: Slot): void {
  index.slotById.set(placed.document.documentId, index.slots.length);
  index.slots.push(placed);
  changeTotals(index, placed.lengths, 1);
}

/** Removes a document; nothing happens where it is not there. */
export function removeDocument(index: SearchIndex, documentId: DocumentId): void {
  const slot = index.slotById.get(documentId);
  const placed = slot === undefined ? undefined : index.slots[slot];
  if (slot === undefined || !placed) return;
  for (const term of allTerms(placed.document)) index.vocabulary.drop(term, slot);
  index.slots[slot] = undefined;
  index.slotById.delete(documentId);
  index.read.delete(documentId);
  changeTotals(index, placed.lengths, -1);
}

export function* documentsOf(index: SearchIndex): Generator<SearchDocument> {
  for (const placed of index.slots) if (placed) yield placed.document;
}

/** How many terms there are. */
function addTerms(vocabulary: Vocabulary, slot: number, field: number, terms: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [term, count] of counts) {
    const added = posting(slot, field, count);
    const entry = vocabulary.find(term);
    if (!entry) vocabulary.put(term, { documents: 1, postings: [added] });
    else {
      const isNew = (entry.postings.at(-1) ?? -1) < posting(slot, 0, 0);
      entry.postings.push(added);
      if (isNew) entry.documents += 1;
    }
  }
  return terms.length;
}

function changeTotals({ totals }: SearchIndex, lengths: readonly number[], by: 1 | -1): void {
  for (const [field, length] of lengths.entries()) totals[field] = (totals[field] ?? 0) + by * length;
}

function fieldText(document: SearchDocument, field: SearchField): string {
  const value = document[field];
  return typeof value === 'string' ? value : value.join('\n');
}

const allTerms = (document: SearchDocument): Set<string> =>
  new Set(SEARCH_FIELDS.flatMap((field) => termsOf(fieldText(document, field))));

/** The text of a document taken apart, once. */
export function readTextOf(index: SearchIndex, document: SearchDocument): ReadText {
  const known = index.read.get(document.documentId);
  if (known) return known;
  const words = wordsOf(document.text);
  const heads = SEARCH_FIELDS.filter((field) => field !== 'text').map(
    (field) => wordsOf(fieldText(document, field)).plain,
  );
  const plain = [...heads, words.plain].map((list) => ` ${list.join(' ')} `).join('\n');
  const read = { words, plain };
  index.read.set(document.documentId, read);
  return read;
}
