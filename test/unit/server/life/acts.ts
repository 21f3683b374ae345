import type { DossierId } from '#base/brand.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { readTraceView } from '#server/traces/view.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { Requester } from '#wire/rights.ts';
import { asc, eq } from 'drizzle-orm';

export const HOLDER_ASKS: Requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' };

export const closeBody = (dossierId: DossierId, requester = HOLDER_ASKS): CommandBody => ({
  type: 'closeDossier',
  dossierId,
  reason: 'ne souhaite plus de DMP',
  requester,
});

export const reactivateBody = (
  dossierId: DossierId,
  at: number,
  consents = { breakGlass: false, dispatchCentre: true },
): Extract<CommandBody, { type: 'reactivateDossier' }> => ({
  type: 'reactivateDossier',
  dossierId,
  record: {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, ...consents },
    identified: { vitaleReadAt: at, confirmedAt: at },
  },
});

export const eraseBody = (dossierId: DossierId, requester = HOLDER_ASKS): CommandBody => ({
  type: 'requestErasure',
  dossierId,
  requester,
  presence: { kind: 'declared', reason: 'carte perdue' },
});

/** Every trace of a dossier, oldest first, as the server itself reads them. */
export async function allTraces(server: RelaisServer, dossierId: DossierId): Promise<TraceView[]> {
  const shard = server.shards.newest;
  const rows = await shard.database.db
    .select()
    .from(traceRow)
    .where(eq(traceRow.dossierId, dossierId))
    .orderBy(asc(traceRow.position));
  return rows.map((row) => readTraceView(server.traceKey, shard.name, row));
}
