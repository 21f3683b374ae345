import type { Bytes } from '#base/bytes.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { MAX_FACTS, type DocumentReading } from '#domain/clinical/reading.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { checkOf, type CdaCheck } from '../cda/cda-check.ts';
import { readFacts } from '../cda/facts/read-facts.ts';
import { partsOf, readClinicalDocument, wholeCda } from '../cda/read-cda.ts';
import { pdfEngineHere } from '../text/pdf-engine.ts';
import { announcesPdf } from './announces-pdf.ts';
import { cdaText } from './cda-text.ts';
import { EXTRACTOR_VERSION } from './extractor-version.ts';
import { fileText, UNREAD, type FileText } from './file-text.ts';
import { readWithoutBytes } from './without-bytes.ts';
import { headerFacts } from './header-facts.ts';

/** What a file gives: its facts, and its text for the search (empty where there is none). */
export type ReadDocument = { readonly reading: DocumentReading; readonly text: string };

/** Of a file that was not read: damaged, too large, or too slow. */
export const UNREADABLE: ReadDocument = readDocumentOf([], UNREAD);

/**
 * Reads a document once, where it enters. A file that cannot be read is no failure: it is kept, and said to be unread.
 *
 * @param tell given the check of XML as soon as it is parsed, long before what is inside it was read
 */
export async function readDocument(
  bytes: Bytes,
  mediaType: MediaType,
  tell?: (check: CdaCheck) => void,
): Promise<ReadDocument> {
  const known = readWithoutBytes(mediaType);
  if (known) return known;
  return mediaType === 'text/xml' ? readXmlDocument(bytes, tell) : readDocumentOf([], await fileText(bytes));
}

/** Check, facts and text come from one tree. XML that is no CDA is not read. */
async function readXmlDocument(bytes: Bytes, tell?: (check: CdaCheck) => void): Promise<ReadDocument> {
  // so that it comes while the document is parsed; where it does not, the first PDF says so
  if (announcesPdf(bytes)) void pdfEngineHere().catch(() => undefined);
  const found = readClinicalDocument(bytes);
  if (!found.ok) {
    tell?.(found);
    return UNREADABLE;
  }
  const parts = partsOf(found.value);
  tell?.(checkOf(wholeCda(parts)));
  const { root, header, body } = parts;
  const { reading, text } = readDocumentOf(keptFacts(readFacts(root)), body ? await cdaText(body) : UNREAD);
  return { reading: { ...reading, ...(typeof header === 'object' && headerFacts(header)) }, text };
}

/** Where there are too many, measurements go first: what may kill is never among them alone. */
function keptFacts(facts: readonly ClinicalFact[]): readonly ClinicalFact[] {
  if (facts.length <= MAX_FACTS) return facts;
  const measured = ({ kind }: ClinicalFact): boolean => kind === 'observation';
  return [...facts.filter((fact) => !measured(fact)), ...facts.filter(measured)].slice(0, MAX_FACTS);
}

function readDocumentOf(facts: readonly ClinicalFact[], { text, state }: FileText): ReadDocument {
  return { reading: { extractor: EXTRACTOR_VERSION, facts, text: state }, text };
}
