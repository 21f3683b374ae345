import type { DossierId } from '#base/brand.ts';

/** A dossier on the device, as its list shows it. */
export type HeldLine = { dossierId: DossierId; complete: boolean; leaseUntil: number };

export type Readiness =
  | { kind: 'empty' }
  /** These are not on the device, or not whole. */
  | { kind: 'lacking'; dossierIds: readonly DossierId[] }
  /** All is here; `until`: when the first of them leaves by itself, ms. */
  | { kind: 'ready'; until: number };

/** Whether a round can be made without a network. */
export function readinessOf(visits: readonly DossierId[], held: readonly HeldLine[]): Readiness {
  if (visits.length === 0) return { kind: 'empty' };
  const whole = new Map(held.filter(({ complete }) => complete).map((line) => [line.dossierId, line]));
  const lacking = visits.filter((id) => !whole.has(id));
  if (lacking.length > 0) return { kind: 'lacking', dossierIds: lacking };
  return { kind: 'ready', until: Math.min(...visits.map((id) => whole.get(id)?.leaseUntil ?? 0)) };
}
