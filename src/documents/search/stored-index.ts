import type { Bytes } from '#base/bytes.ts';
import { createByteReader, createByteWriter } from './byte-writer.ts';
import type { SearchDocument } from './search-document.ts';
import {
  addDocument,
  buildIndex,
  emptyIndex,
  placeDocument,
  SEARCH_FIELDS,
  type SearchIndex,
} from './search-index.ts';
import { countOf, fieldOf, posting, slotOf, type Posting, type TermEntry } from './vocabulary.ts';

/**
 * Layout of a stored index and the rules that its terms were made by: raised with every change of one of them, after
 * which stored indexes are made anew. All numbers LEB128, texts UTF-8 with their length before.
 *
 *   version · number of documents · for each: id, its version, terms per field
 *   number of terms · for each, sorted: letters shared with the one before, the rest, number of postings,
 *     then each posting as difference to the one before (see vocabulary.ts)
 */
export const INDEX_VERSION = 2;

/** Compact, in the clear: whoever keeps it seals it. The texts of the documents are not in it, their words are. */
export function serialiseIndex(index: SearchIndex): Bytes {
  const writer = createByteWriter();
  const slots = index.slots.flatMap((placed, slot) => (placed ? [{ placed, slot }] : []));
  const newSlots = new Map(slots.map(({ slot }, i) => [slot, i]));
  writer.number(INDEX_VERSION);
  writer.number(slots.length);
  for (const { placed } of slots) {
    writer.text(placed.document.documentId);
    writer.text(placed.document.version);
    for (const length of placed.lengths) writer.number(length);
  }
  writeTerms(writer, index, newSlots);
  return writer.bytes();
}

type Writer = ReturnType<typeof createByteWriter>;
type Reader = ReturnType<typeof createByteReader>;

function writeTerms(writer: Writer, index: SearchIndex, newSlots: ReadonlyMap<number, number>): void {
  const terms = [...index.vocabulary.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  writer.number(terms.length);
  let before = '';
  for (const [term, { postings }] of terms) {
    const shared = sharedLength(before, term);
    writer.number(shared);
    writer.text(term.slice(shared));
    writer.number(postings.length);
    let last = 0;
    for (const one of postings) {
      const moved = posting(newSlots.get(slotOf(one)) ?? 0, fieldOf(one), countOf(one));
      writer.number(moved - last);
      last = moved;
    }
    before = term;
  }
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

export type LoadedIndex = {
  readonly index: SearchIndex;
  /** It is not what was stored: to be stored again. */
  readonly changed: boolean;
};

/**
 * The index of these documents, out of what was stored as far as it still holds: documents that are new or have changed
 * are read, those that are gone are left out, and an index of another version, damaged or absent is made anew.
 */
export function loadIndex(stored: Uint8Array | undefined, documents: Iterable<SearchDocument>): LoadedIndex {
  const missing = new Map<string, SearchDocument>();
  for (const document of documents) missing.set(document.documentId, document);
  const all = [...missing.values()];
  const read = stored && readIndex(stored, missing);
  if (!read) return { index: buildIndex(all), changed: true };
  for (const document of missing.values()) addDocument(read.index, document);
  return { index: read.index, changed: read.leftOut || missing.size > 0 };
}

/** Takes out of `missing` what it finds. Undefined where the bytes are no index of this version. */
function readIndex(stored: Uint8Array, missing: Map<string, SearchDocument>) {
  const reader = createByteReader(stored);
  if (reader.number() !== INDEX_VERSION) return undefined;
  const index = emptyIndex();
  const newSlots = readDocuments(reader, index, missing);
  readTerms(reader, index, newSlots);
  if (reader.isFailed() || !reader.isAtEnd()) return undefined;
  return { index, leftOut: newSlots.includes(undefined) };
}

/** The new place of each stored document; undefined where it is gone or has changed. */
function readDocuments(reader: Reader, index: SearchIndex, missing: Map<string, SearchDocument>) {
  const newSlots: (number | undefined)[] = [];
  for (let left = reader.number(); left > 0 && !reader.isFailed(); left -= 1) {
    const id = reader.text();
    const version = reader.text();
    const lengths = SEARCH_FIELDS.map(() => reader.number());
    const document = missing.get(id);
    const isSame = document?.version === version;
    newSlots.push(isSame ? index.slots.length : undefined);
    if (!isSame) continue;
    missing.delete(id);
    placeDocument(index, { document, lengths });
  }
  return newSlots;
}

function readTerms(
  reader: Reader,
  { vocabulary }: SearchIndex,
  newSlots: readonly (number | undefined)[],
): void {
  let before = '';
  for (let left = reader.number(); left > 0 && !reader.isFailed(); left -= 1) {
    const term = before.slice(0, reader.number()) + reader.text();
    const entry = readPostings(reader, newSlots);
    if (entry.postings.length > 0) vocabulary.put(term, entry);
    before = term;
  }
}

function readPostings(reader: Reader, newSlots: readonly (number | undefined)[]): TermEntry {
  const postings: Posting[] = [];
  let documents = 0;
  let stored = 0;
  let last = -1;
  for (let left = reader.number(); left > 0 && !reader.isFailed(); left -= 1) {
    stored += reader.number();
    const slot = newSlots[slotOf(stored)];
    if (slot === undefined) continue;
    postings.push(posting(slot, fieldOf(stored), countOf(stored)));
    if (slot !== last) documents += 1;
    last = slot;
  }
  return { documents, postings };
}
