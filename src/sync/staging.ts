import type { DocumentId } from '#base/brand.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Checkpoint, PullResult } from '#wire/sync.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import type { HeldDossier } from './ports.ts';

export type PullPage = Extract<PullResult, { kind: 'page' }>;

/** Pages of a pull that is not complete: in memory only, never shown, never stored. */
export type Staged = { header: DossierHeader; entries: ReadonlyMap<DocumentId, DocumentEntry> };

/** Adds a page to what was staged, or to what is held. A fresh page begins from nothing. */
export function stagePage(base: Staged | undefined, page: PullPage): Staged {
  const entries = new Map(page.fresh ? [] : base?.entries);
  for (const entry of page.entries) entries.set(entry.documentId, entry);
  for (const removed of page.removals) entries.delete(removed);
  return { header: page.header, entries };
}

export const stagedFrom = ({ header, entries }: HeldDossier): Staged => ({
  header,
  entries: new Map(entries.map((entry) => [entry.documentId, entry])),
});

/** Recomputed from our own rows: the server's digest is compared, never adopted. */
export async function agreesWith(staged: Staged, checkpoint: Checkpoint): Promise<boolean> {
  if (staged.entries.size !== checkpoint.count) return false;
  return (await visibleSetDigest(staged.header.version, staged.entries.values())) === checkpoint.digest;
}
