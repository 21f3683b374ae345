import type { DocumentId } from '#base/brand.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import { buildIndex } from '#documents/search/search-index.ts';
import { search } from '#documents/search/search.ts';
import { searchDocumentOf, type SearchDocument } from '#documents/search/search-document.ts';
import type { SearchFilters } from '#documents/search/filters.ts';

type Sample = Partial<{
  title: string;
  typeCode: string;
  createdAt: string;
  author: string;
  organisation: string;
  text: string;
  version: string;
  facts: DocumentReading['facts'];
  state: DocumentReading['text'];
}>;

export const sampleId = (n: number): DocumentId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;

/** A document of fictional content; its number stands in its id. */
export function sample(n: number, more: Sample = {}): SearchDocument {
  const { author, organisation } = more;
  return searchDocumentOf(
    {
      documentId: sampleId(n),
      title: more.title ?? 'Document',
      typeCode: more.typeCode ?? '11488-4',
      createdAt: more.createdAt ?? '2024-05-06',
      version: more.version ?? String(n),
      ...(author === undefined ? {} : { author: { name: author, ...(organisation && { organisation }) } }),
      reading: { extractor: 1, facts: more.facts ?? [], text: more.state ?? 'whole' },
    },
    more.text ?? '',
  );
}

/** Numbers of the documents that answer, best first. */
export const numbersOf = (
  documents: readonly SearchDocument[],
  typed: string,
  filters?: SearchFilters,
): number[] =>
  search(buildIndex(documents), typed, filters).hits.map(({ documentId }) => Number(documentId.slice(-12)));

/** Numbers of those of these texts that answer. */
export const answering = (texts: readonly string[], typed: string): number[] =>
  numbersOf(
    texts.map((text, n) => sample(n, { text })),
    typed,
  );
