import type { ContentHash, DeviceId, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import type { DocumentDescription } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { dossierId, documentId, psIdNat, deviceId, contentHash, insC } from '#wire/primitives.ts';
import type { CommandBody } from '#wire/commands.ts';

const uuid = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Fictional identifiers, numbered. */
export const dossierNo = (n: number): DossierId => dossierId.parse(uuid(1, n));
export const documentNo = (n: number): DocumentId => documentId.parse(uuid(2, n));
export const hashNo = (n: number): ContentHash => contentHash.parse(n.toString(16).padStart(64, '0'));
export const NURSE: PsIdNat = psIdNat.parse('899700001011');
export const TABLET: DeviceId = deviceId.parse('t'.repeat(43));
export const INS_C: InsC = insC.parse('0123456789012345678901');

export const sampleHeader = (id: DossierId, version = 'h1'): DossierHeader => ({
  dossierId: id,
  holder: { familyName: 'PAT-TROIS', firstName: 'DOMINIQUE', birthDate: '1979-03-28', sex: 'F' },
  insC: INS_C,
  status: 'active',
  createdAt: 1,
  createdBy: { psIdNat: NURSE, name: 'Solène RIVOIRE', profession: '60' },
  optOut: { breakGlass: false, dispatchCentre: false },
  brochureVersion: '1',
  access: { mode: 'normal', because: 'authorised', since: 1, until: 2 },
  standing: { authorisation: 'granted', careTeam: 'none', attendingPhysician: 'none' },
  minor: false,
  represented: false,
  holderData: { personsToCall: [], version: 'd1' },
  version,
});

export const sampleDocument = (n: number, title = `Note ${n}`): DocumentDescription => ({
  documentId: documentNo(n),
  logicalId: documentNo(n),
  title,
  typeCode: '34133-9',
  mediaType: 'text/plain',
  size: 10,
  sha256: hashNo(n),
  createdAt: '2026-03-01',
  visibility: { hiddenFromProfessionals: false, hiddenFromHolder: false, hiddenFromRepresentatives: false },
});

export const provide = (dossier: number, n: number): CommandBody => ({
  type: 'provideDocument',
  dossierId: dossierNo(dossier),
  document: sampleDocument(n),
});
