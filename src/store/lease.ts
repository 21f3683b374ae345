import type { DossierId } from '#base/brand.ts';

/**
 * How long a cached dossier stays. All times are the server's, ms; «now» is what the device reckons it to be
 * (app/server-time.ts), which setting the clock back never makes earlier.
 */

/** For rows of before there were leases: they stay as long after their last contact. */
export const LEASE_OF_BEFORE_MS = 72 * 3600_000;
/** A lease that ends this soon is worth a warning. */
export const WARNING_MS = 12 * 3600_000;

/** An answer of the server, as far as leases are concerned (sync/ports.ts DeviceContact). */
export type LeaseContact = { at: number; serverTime: number; leaseMs: number; opened: boolean };

type Leased = { dossierId: DossierId; pinned: boolean; syncedAt: number; leaseUntil?: number | undefined };

/** The last contact that confirmed all pinned dossiers, but those that kept the end they had. */
export type PinnedContact = {
  at: number;
  until: number;
  butNot: readonly { dossierId: DossierId; until: number }[];
};

/** When the lease ends. */
export function leaseEnd(summary: Leased, contact: PinnedContact | undefined): number {
  const own = ownLease(summary);
  if (!summary.pinned || !contact) return own;
  const except = contact.butNot.find(({ dossierId }) => dossierId === summary.dossierId);
  return Math.max(own, except ? except.until : contact.until);
}

const ownLease = ({ leaseUntil, syncedAt }: Pick<Leased, 'leaseUntil' | 'syncedAt'>): number =>
  leaseUntil ?? syncedAt + LEASE_OF_BEFORE_MS;

/** The lease after a contact that confirmed this dossier: renewed where it is pinned, new, or was opened by the user. */
export function leaseAfter(before: Leased | undefined, contact: LeaseContact): number {
  const renewed = !before || before.pinned || contact.opened;
  return renewed ? contact.serverTime + contact.leaseMs : ownLease(before);
}

export const isExpired = (end: number, now: number): boolean => end <= now;

/** Whose lease ended. */
export const expiredLeases = (
  summaries: readonly (Leased & { leaseUntil: number })[],
  now: number,
): DossierId[] =>
  summaries.filter(({ leaseUntil }) => isExpired(leaseUntil, now)).map(({ dossierId }) => dossierId);

export const endsSoon = (end: number, now: number): boolean => end - now <= WARNING_MS;

/** What is to be kept of a contact that confirmed all that is pinned but these; they keep what they had before. */
export function pinnedContact(
  contact: LeaseContact,
  butNot: ReadonlySet<DossierId>,
  before: PinnedContact | undefined,
): PinnedContact {
  const endBefore = (id: DossierId): number =>
    before?.butNot.find(({ dossierId }) => dossierId === id)?.until ?? before?.until ?? 0;
  return {
    at: contact.at,
    until: contact.serverTime + contact.leaseMs,
    butNot: Array.from(butNot, (dossierId) => ({ dossierId, until: endBefore(dossierId) })),
  };
}
