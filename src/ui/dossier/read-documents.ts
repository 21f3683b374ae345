import type { ResultDocument } from '#domain/clinical/series.ts';
import type { SummaryDocument } from '#domain/clinical/summary/emergency-summary.ts';
import type { DocumentLine } from './document-line.ts';

/** The documents of a list as summary and results need them: with what was understood of each. */
export const readDocuments = (lines: readonly DocumentLine[]): (SummaryDocument & ResultDocument)[] =>
  lines.map(({ documentId, description, status, fromHolder, reading }) => ({
    documentId,
    title: description.title,
    typeCode: description.typeCode,
    date: description.createdAt,
    status,
    fromHolder,
    facts: reading?.facts ?? [],
    unread: isUnread(reading),
  }));

/** Nobody looked at it yet, nothing could be made of it, or it is a picture. */
const isUnread = (reading: DocumentLine['reading']): boolean =>
  reading === undefined ||
  (reading.facts.length === 0 && (reading.text === 'none' || reading.text === 'unreadable'));
