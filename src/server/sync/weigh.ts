import type { DocumentId, DossierId } from '#base/brand.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Reader } from '#server/database.server.ts';
import { largeReadingsOf } from '#server/repositories/readings.ts';
import type { Draft } from './read-dossiers.ts';

/** Bytes of facts and text that take as much room in a page as one entry. */
const BYTES_AS_ENTRY = 8192;

const weightOf = (readingBytes: number): number => 1 + Math.floor(readingBytes / BYTES_AS_ENTRY);

/** How much of a page's room an entry took. */
export const roomOfEntry = ({ text }: Pick<DocumentEntry, 'text'>): number => weightOf(text?.length ?? 0);

/** The drafts that fit, the last one perhaps in part, and those that are left for the next answer. */
export type Fitting = { drafts: ReadonlyMap<DossierId, Draft | undefined>; left: ReadonlySet<DossierId> };

/**
 * Documents come with their texts, so that a page is bound by what it weighs and not by its entries alone. The first one
 * always goes, whatever it weighs.
 */
export async function fitByWeight(
  db: Reader,
  drafts: ReadonlyMap<DossierId, Draft | undefined>,
  room: number,
): Promise<Fitting> {
  const seen = [...drafts.values()].flatMap((draft) => draft?.shown.filter((told) => told.seen) ?? []);
  const ids = seen.map(({ documentId }) => documentId);
  const sizes = await largeReadingsOf(db, ids, BYTES_AS_ENTRY);
  if (sizes.size === 0) return { drafts, left: new Set() };
  return cutAt(drafts, firstBeyond(seen, sizes, room));
}

function firstBeyond(
  seen: readonly { documentId: DocumentId }[],
  sizes: ReadonlyMap<string, number>,
  room: number,
): DocumentId | undefined {
  let left = room;
  for (const [index, { documentId }] of seen.entries()) {
    left -= weightOf(sizes.get(documentId) ?? 0);
    if (left < 0 && index > 0) return documentId;
  }
  return undefined;
}

function cutAt(drafts: ReadonlyMap<DossierId, Draft | undefined>, beyond: DocumentId | undefined): Fitting {
  const kept = new Map<DossierId, Draft | undefined>();
  for (const [dossierId, draft] of drafts) {
    const at = draft?.shown.findIndex(({ documentId }) => documentId === beyond) ?? -1;
    if (at === 0) break;
    kept.set(dossierId, draft && at > 0 ? { ...draft, shown: draft.shown.slice(0, at), last: false } : draft);
    if (at > 0) break;
  }
  return { drafts: kept, left: new Set([...drafts.keys()].filter((dossierId) => !kept.has(dossierId))) };
}
