import { holderTraits } from '#wire/actor.ts';
import { dossierId, insC, time } from '#wire/primitives.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import * as z from 'zod/mini';
import { leaseAfter, leaseEnd, type LeaseContact, type PinnedContact } from './lease.ts';
import type { DossierState } from './dossier-state.ts';

export const summarySchema = z.object({
  dossierId,
  holder: holderTraits,
  insC,
  documents: z.int(),
  pinned: z.boolean(),
  openedAt: time,
  /** What was seen when it was opened last: the state of the server of then, ms; absent before it was opened. */
  seenUntil: z.optional(time),
  /** The same of the visit before (visits.ts). */
  lastVisitAt: z.optional(time),
  syncedAt: time,
  cursor: z.nullable(z.string()),
  /** In which form the rows were written (wire/version.ts); absent in rows of before it was noted. */
  wire: z.optional(z.int()),
  /** When this reader's right ends by itself, server's ms; null: never. Absent in rows of before. */
  until: z.optional(z.nullable(time)),
  /** When it leaves this device by itself, server's ms (lease.ts). Absent in rows of before. */
  leaseUntil: z.optional(time),
});
/** What lists show of a cached dossier, and where its next pull starts. Small, so that a list opens fast. */
export type DossierSummary = z.infer<typeof summarySchema>;

/** As a list shows it: what confirmed all pinned dossiers together counted in. */
export type ListedSummary = DossierSummary & { leaseUntil: number };

/** The outcome of a complete pull. */
export type Commit = DossierState & { cursor: string; contact: LeaseContact };

/** The summary that goes with a commit; what the user set stays. */
export function summaryOf(
  dossierId: DossierSummary['dossierId'],
  { header, entries, cursor, contact }: Commit,
  before: DossierSummary | undefined,
): DossierSummary {
  return {
    dossierId,
    holder: header.holder,
    insC: header.insC,
    documents: entries.filter((entry) => entry.status !== 'deleted').length,
    pinned: before?.pinned ?? false,
    openedAt: before?.openedAt ?? contact.at,
    seenUntil: before?.seenUntil,
    lastVisitAt: before?.lastVisitAt,
    syncedAt: contact.at,
    cursor,
    wire: WIRE_VERSION,
    until: header.access.until,
    leaseUntil: leaseAfter(before, contact),
  };
}

/** Nothing was new. */
export const confirmedBy =
  (contact: LeaseContact) =>
  (summary: DossierSummary): DossierSummary => ({
    ...summary,
    syncedAt: contact.at,
    leaseUntil: leaseAfter(summary, contact),
  });

/** Rows of an older form are fetched from the beginning: what they lack, no later change would bring. */
export const withCursor = (summary: DossierSummary): DossierSummary =>
  summary.wire === WIRE_VERSION ? summary : { ...summary, cursor: null };

export function listed(summary: DossierSummary, contact: PinnedContact | undefined): ListedSummary {
  const { dossierId, syncedAt } = summary;
  const fresh = contact && !contact.butNot.some((except) => except.dossierId === dossierId);
  return {
    ...summary,
    syncedAt: fresh ? Math.max(syncedAt, contact.at) : syncedAt,
    leaseUntil: leaseEnd(summary, contact),
  };
}
