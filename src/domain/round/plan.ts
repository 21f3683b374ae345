import type { DocumentId, DossierId } from '#base/brand.ts';
import type { DocumentEntry } from '../dossier/document-entry.ts';
import { readingRank } from './first-read.ts';

/** A dossier of the round as the device holds it; without `entries` it is not held yet. */
export type RoundDossier = {
  dossierId: DossierId;
  entries?: readonly Pick<DocumentEntry, 'documentId' | 'typeCode' | 'size' | 'submittedAt' | 'status'>[];
  /** Documents whose content is on the device. */
  kept: ReadonlySet<string>;
};

/** `size`: bytes. */
export type ContentStep = { dossierId: DossierId; documentId: DocumentId; size: number };

export type RoundPlan = {
  /** Headers and lists that are lacking: first, and their sizes are known only then. */
  dossiers: readonly DossierId[];
  /** In the order of fetching. */
  contents: readonly ContentStep[];
  /** Bytes of `contents`. */
  bytes: number;
};

/** From here on a file waits until all others are there; bytes. */
export const LARGE_BYTES = 2 * 1024 * 1024;

/**
 * Decides what is to be fetched and in which order, touching nothing: lists of dossiers, emergency summaries, other
 * summaries, documents newest first, large files last (smallest first). What is here already is not fetched again.
 */
export function planRound(round: readonly RoundDossier[]): RoundPlan {
  const contents = round.flatMap(lackingOf).sort(inOrder);
  return {
    dossiers: round.filter(({ entries }) => entries === undefined).map(({ dossierId }) => dossierId),
    contents: contents.map(({ dossierId, documentId, size }) => ({ dossierId, documentId, size })),
    bytes: contents.reduce((sum, { size }) => sum + size, 0),
  };
}

type Lacking = ContentStep & { rank: number; submittedAt: number };

const lackingOf = ({ dossierId, entries = [], kept }: RoundDossier): Lacking[] =>
  entries
    .filter(({ documentId, status }) => status !== 'deleted' && !kept.has(documentId))
    .map(({ documentId, typeCode, size, submittedAt }) => {
      const rank = size > LARGE_BYTES ? LARGE_RANK : readingRank(typeCode);
      return { dossierId, documentId, size, submittedAt, rank };
    });

const LARGE_RANK = 3;

function inOrder(a: Lacking, b: Lacking): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.rank === LARGE_RANK ? a.size - b.size : b.submittedAt - a.submittedAt;
}

/** Left free for what is written at the bedside; bytes. */
const RESERVE_BYTES = 50 * 1024 * 1024;
/** A sealed content and its rows take a little more than its bytes. */
const OVERHEAD = 1.1;

/** How many bytes are lacking for this plan; 0 where it fits, and where the browser does not tell (`free` undefined). */
export const bytesShort = ({ bytes }: Pick<RoundPlan, 'bytes'>, free: number | undefined): number =>
  free === undefined || bytes === 0 ? 0 : Math.max(0, Math.ceil(bytes * OVERHEAD) + RESERVE_BYTES - free);
