import { ownHeader, type OwnDocument } from '#documents/write/own-header.ts';
import { writeCareNote } from '#documents/write/care-note-cda.ts';
import type { CareNote } from '#domain/care-notes/template.ts';

/** CR ou fiche de suivi de soins par auxiliaire médical. */
const CARE_REPORT = '11506-3';

/** The note as a CDA, for the same way that a chosen file takes. */
export function careNoteFile(note: CareNote, own: Omit<OwnDocument, 'title' | 'typeCode'>): File {
  const { title } = note.template;
  const header = ownHeader({ ...own, title, typeCode: CARE_REPORT });
  return new File([writeCareNote(header, note)], `${title}.xml`, { type: 'text/xml' });
}
