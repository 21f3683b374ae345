import type { ContentHash, DocumentId, PsIdNat } from '#base/brand.ts';
import { VISIBLE_TO_ALL, type DocumentEntry } from '#domain/dossier/document-entry.ts';

const id = (n: number): DocumentId => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}` as DocumentId;

/** A document of a fictional dossier; `n` tells it from the others. */
export const entry = (n: number, more: Partial<DocumentEntry> = {}): DocumentEntry => ({
  documentId: id(n),
  logicalId: id(n),
  title: `Document ${n}`,
  typeCode: '11488-4',
  mediaType: 'application/pdf',
  size: 1000,
  sha256: String(n).padStart(64, '0') as ContentHash,
  createdAt: '2026-03-12',
  visibility: VISIBLE_TO_ALL,
  version: String(n),
  status: 'current',
  depositor: { psIdNat: '899700001011' as PsIdNat, name: 'Solène RIVOIRE', profession: '60' },
  submittedAt: n,
  ...more,
});

/** The same, written here and not yet received. */
export function unsent(n: number, more: Partial<DocumentEntry> = {}) {
  const { version: _v, status: _s, depositor: _d, submittedAt: _t, ...description } = entry(n, more);
  return { ...description, outboxId: String(n), refused: undefined };
}
