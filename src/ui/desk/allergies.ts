import type { SummarySection } from '#domain/clinical/summary/emergency-summary.ts';
import { emergencySummary } from '#domain/clinical/summary/summarise.ts';
import type { DocumentLine } from '../dossier/document-line.ts';
import { readDocuments } from '../dossier/read-documents.ts';

/**
 * The allergies of the emergency summary alone, as it finds them, and how many current documents nobody could read.
 * `now`: ms since 1970.
 */
export function allergiesOf(
  lines: readonly DocumentLine[],
  now: number,
): { allergies: SummarySection; unread: number } {
  const documents = readDocuments(lines).map((document) => ({
    ...document,
    facts: document.facts.filter(
      (fact) => fact.kind === 'allergy' || (fact.kind === 'noneKnown' && fact.of === 'allergy'),
    ),
  }));
  const summary = emergencySummary(documents, now);
  return { allergies: summary.allergies, unread: summary.documents.unread.length };
}
