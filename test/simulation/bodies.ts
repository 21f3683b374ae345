import type { ContentHash, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import { utf8, type Bytes } from '#base/bytes.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import type { CommandBody } from '#wire/commands.ts';
import { contentHash, documentId, dossierId } from '#wire/primitives.ts';
import { createHash } from 'node:crypto';

/** What the simulated people write. */

const holder = { familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01', sex: 'M' } as const;

export function creation(dossierId: DossierId, insC: InsC, at: number): CommandBody {
  const record = {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, breakGlass: true, dispatchCentre: false },
    identified: { vitaleReadAt: at, confirmedAt: at },
  };
  return { type: 'createDossier', dossierId, holder, insC, record };
}

export const grant = (dossierId: DossierId, professional: PsIdNat, readAt: number): CommandBody => ({
  type: 'grantAuthorisation',
  dossierId,
  professional,
  presence: { kind: 'vitale', readAt },
});

/** Open to all, and closed to nurses (domain/access/default-matrix.ts). */
export const NOTE = '11506-3';
export const PSYCHIATRIC_SUMMARY = '83901-9';

export function note(
  dossierId: DossierId,
  id: DocumentId,
  { text, typeCode }: { text: string; typeCode: string },
): { body: Extract<CommandBody, { type: 'provideDocument' }>; content: Bytes } {
  const content = utf8(text);
  const document = {
    documentId: id,
    logicalId: id,
    title: text.slice(0, 40),
    typeCode,
    mediaType: 'text/plain',
    size: content.length,
    sha256: hashOf(content),
    createdAt: '2026-11-23',
    visibility: VISIBLE_TO_ALL,
  } as const;
  return { body: { type: 'provideDocument', dossierId, document }, content };
}

const hashOf = (content: Bytes): ContentHash =>
  contentHash.parse(createHash('sha256').update(content).digest('hex'));

export const newDossierId = (uuid: string): DossierId => dossierId.parse(uuid);
export const newDocumentId = (uuid: string): DocumentId => documentId.parse(uuid);
