import type { DocumentId } from '#base/brand.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import type { ObservedValue } from '#domain/clinical/observed-value.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { documentClassOf, type DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import { documentTypeOf } from '#domain/nomenclature/document-types.ts';

/** What a list of hits shows of a document. */
export type SearchHead = {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly typeCode: string;
  readonly classCode: DocumentClassCode | undefined;
  /** ISO 8601, as precise as the document says. */
  readonly date: string;
  /** The author first, then organisation, depositor and place of practice, each once. */
  readonly authors: readonly string[];
  /** Whether its text can be searched at all; `unread` where nobody has read it yet. */
  readonly textState: DocumentReading['text'] | 'unread';
};

/** A document as the index takes it. */
export type SearchDocument = SearchHead & {
  /** Changes with anything that is searched: an index that was stored knows by it what to read anew. */
  readonly version: string;
  /** Labels of its type and class. */
  readonly typeLabel: string;
  /** What was understood of it, a line each. */
  readonly facts: readonly string[];
  readonly text: string;
};

type Described = Pick<DocumentEntry, 'documentId' | 'title' | 'typeCode' | 'createdAt'> &
  Partial<Pick<DocumentEntry, 'author' | 'depositor' | 'practice' | 'reading' | 'version'>>;

/** What is searched of an entry; `text` as it was read, empty where there is none. */
export function searchDocumentOf(entry: Described, text: string): SearchDocument {
  const type = documentTypeOf(entry.typeCode);
  const classLabel = type?.classCode && documentClassOf(type.classCode)?.label;
  return {
    documentId: entry.documentId,
    version: `${entry.version ?? ''}/${entry.reading?.extractor ?? 0}/${text.length}`,
    title: entry.title,
    typeCode: entry.typeCode,
    classCode: type?.classCode,
    typeLabel: [type?.label ?? entry.typeCode, classLabel ?? ''].join(' · '),
    date: entry.createdAt,
    authors: authorsOf(entry),
    textState: entry.reading?.text ?? 'unread',
    facts: (entry.reading?.facts ?? []).map(factLine),
    text,
  };
}

function authorsOf({ author, depositor, practice }: Described): string[] {
  const named = [author?.name, author?.organisation, depositor?.name, practice?.name];
  return [...new Set(named.filter((name) => name !== undefined && name !== ''))].filter(
    (name) => name !== undefined,
  );
}

/** A fact in the words that it is looked for by: «Amlodipine 5 mg», «HbA1c 7.2 %». */
function factLine(fact: ClinicalFact): string {
  return [fact.label, fact.code?.display, ...detailsOf(fact), fact.note].filter(Boolean).join(', ');
}

function detailsOf(fact: ClinicalFact): readonly (string | undefined)[] {
  switch (fact.kind) {
    case 'allergy':
      return fact.reactions ?? [];
    case 'treatment':
      return [...(fact.substances ?? []), fact.dose];
    case 'observation':
      return [valueWords(fact.value)];
    case 'vaccination':
      return [fact.lot];
    case 'implant':
      return [fact.identifier];
    case 'contact':
      return [fact.relation];
    case 'problem':
    case 'pregnancy':
    case 'directive':
    case 'bloodGroup':
    case 'noneKnown':
      return [];
  }
}

const valueWords = (value: ObservedValue): string =>
  value.type === 'quantity' ? `${value.comparator ?? ''}${value.value} ${value.unit}` : value.text;
