import type { PreparedDocument } from '#app/dossier-port.ts';
import type { Visibility } from '#domain/dossier/document-entry.ts';
import { isCalendarDate, parseBirthDate } from '#domain/identity/birth-date.ts';
import { isDocumentTypeCode } from '#domain/nomenclature/document-types.ts';

/** What the depositor says of a prepared document. `date`: YYYY-MM-DD. */
export type DocumentDraft = {
  title: string;
  typeCode: string;
  date: string;
  author: string;
  identityReason: string;
  visibility: Visibility;
};

export type DraftFaults = Partial<
  Record<'title' | 'type' | 'date' | 'identity' | 'visibility', 'missing' | 'future'>
>;

/** Whether the patient named in the document has to be confirmed with a reason. */
export const needsReason = ({ identity }: PreparedDocument): boolean =>
  identity.verdict === 'different' || identity.verdict === 'unsure';

/** What is missing before a document may be added; `today` as YYYY-MM-DD. */
export function draftFaults(prepared: PreparedDocument, draft: DocumentDraft, today: string): DraftFaults {
  const date = parseBirthDate(draft.date);
  return {
    ...(draft.title.trim() === '' ? { title: 'missing' as const } : {}),
    ...(isDocumentTypeCode(draft.typeCode) ? {} : { type: 'missing' as const }),
    ...(!date.ok || !isCalendarDate(date.value)
      ? { date: 'missing' as const }
      : draft.date > today
        ? { date: 'future' as const }
        : {}),
    ...(needsReason(prepared) && draft.identityReason.trim() === '' ? { identity: 'missing' as const } : {}),
    ...(isHiddenFromAll(draft.visibility) ? { visibility: 'missing' as const } : {}),
  };
}

/** Refused everywhere but where the operator allows it: the server says so (EX_2.1-1050). */
const isHiddenFromAll = ({ hiddenFromProfessionals, hiddenFromHolder }: Visibility): boolean =>
  hiddenFromProfessionals && hiddenFromHolder;

/** The prepared document with what the depositor said. What a CDA says of its own date and author stays as it is. */
export function completed(prepared: PreparedDocument, draft: DocumentDraft): PreparedDocument {
  const { description } = prepared;
  const author = draft.author.trim();
  const own = description.cda !== undefined;
  return {
    ...prepared,
    visibility: draft.visibility,
    description: {
      ...description,
      title: draft.title.trim(),
      typeCode: draft.typeCode,
      ...(own ? {} : { createdAt: draft.date }),
      ...(!own && author !== '' ? { author: { name: author } } : {}),
    },
    ...(needsReason(prepared) ? { identityReason: draft.identityReason.trim() } : {}),
  };
}

/** YYYY-MM-DD in the zone of the device. */
export function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
