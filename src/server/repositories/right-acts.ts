import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { RightAct, RightChange } from '#domain/rights/right-act.ts';
import { MAX_TEAM_MEMBERS } from '#domain/rights/team.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { rightAct } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import { deviceId, psIdNat, reasonText, shortText, time, uuid } from '#wire/primitives.ts';
import { representative, requester } from '#wire/rights.ts';
import { asc, eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import { among } from './among.ts';

const members = z.array(psIdNat).check(z.maxLength(MAX_TEAM_MEMBERS));
const professional = psIdNat;
const teamId = uuid;
const until = time;

/** The facts column, parsed: another version may have written it. */
const rightChange: z.ZodMiniType<RightChange> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('granted'), professional, until }),
  z.object({ kind: z.literal('withdrawn'), professional }),
  z.object({ kind: z.literal('blocked'), professional }),
  z.object({ kind: z.literal('unblocked'), professional }),
  z.object({ kind: z.literal('teamAuthorised'), teamId, members, until }),
  z.object({ kind: z.literal('teamChanged'), teamId, members }),
  z.object({ kind: z.literal('teamWithdrawn'), teamId }),
  z.object({ kind: z.literal('attendingDeclared'), professional }),
  z.object({ kind: z.literal('attendingConfirmed'), professional }),
  z.object({ kind: z.literal('attendingEnded') }),
  z.object({ kind: z.literal('oppositionsSet'), breakGlass: z.boolean(), dispatchCentre: z.boolean() }),
  z.object({ kind: z.literal('representativeRecorded'), representativeId: uuid, endsAt: z.nullable(time) }),
  z.object({ kind: z.literal('representativeEnded'), representativeId: uuid }),
  z.object({
    kind: z.literal('emergencyOpened'),
    accessId: uuid,
    mode: z.enum(['bris_de_glace', 'centre_15']),
    device: deviceId,
    until,
  }),
  z.object({ kind: z.literal('emergencyEnded'), accessId: uuid }),
  z.object({ kind: z.literal('emergencyNoted'), accessId: uuid }),
  z.object({ kind: z.literal('closed'), eraseAfter: time }),
  z.object({ kind: z.literal('reactivated') }),
  z.object({ kind: z.literal('erasureRequested'), eraseAfter: time }),
]);

/** What people are told of an act and verdicts do not need. */
export type ActDetails = {
  /** Undefined on acts from before details were kept. */
  by?: Actor;
  /** The persons that the act names, as they were known then. */
  named?: readonly Actor[];
  presence?: 'vitale' | 'declared';
  /** Done in the confidential session of a minor. */
  confidential?: boolean;
  reason?: string;
  teamName?: string;
  representative?: z.infer<typeof representative>;
  requester?: z.infer<typeof requester>;
};
const actDetails: z.ZodMiniType<ActDetails> = z.object({
  by: z.exactOptional(actor),
  named: z.exactOptional(z.array(actor)),
  presence: z.exactOptional(z.enum(['vitale', 'declared'])),
  confidential: z.exactOptional(z.boolean()),
  reason: z.exactOptional(reasonText),
  teamName: z.exactOptional(shortText),
  representative: z.exactOptional(representative),
  requester: z.exactOptional(requester),
});

const place = (dossierId: DossierId, seq: number): string => `right|${dossierId}|${seq}`;

/** All acts on the rights of a dossier, oldest first. */
export async function rightActsOf(db: Reader, dossierId: DossierId): Promise<RightAct[]> {
  const { seq, at, by, facts } = rightAct;
  const rows = await db
    .select({ seq, at, by, facts })
    .from(rightAct)
    .where(eq(rightAct.dossierId, dossierId))
    .orderBy(asc(seq));
  return rows.map((row) => ({ seq: row.seq, at: row.at, by: row.by, ...changeIn(row.facts) }));
}

/** All acts on the rights of several dossiers, oldest first, by dossier. */
export async function rightActsByDossier(
  db: Reader,
  dossierIds: readonly DossierId[],
): Promise<ReadonlyMap<DossierId, readonly RightAct[]>> {
  const { dossierId, seq, at, by, facts } = rightAct;
  const rows = await db
    .select({ dossierId, seq, at, by, facts })
    .from(rightAct)
    .where(among(dossierId, dossierIds))
    .orderBy(asc(seq));
  const acts = new Map<DossierId, RightAct[]>();
  for (const row of rows) {
    const act = { seq: row.seq, at: row.at, by: row.by, ...changeIn(row.facts) };
    acts.set(row.dossierId, [...(acts.get(row.dossierId) ?? []), act]);
  }
  return acts;
}

const changeIn = (facts: string): RightChange => rightChange.parse(JSON.parse(facts));

/** The details of each act, by its number; empty for acts from before details were kept. */
export async function actDetailsOf(
  db: Reader,
  key: SealKey,
  dossierId: DossierId,
): Promise<ReadonlyMap<number, ActDetails>> {
  const { seq, sealed } = rightAct;
  const rows = await db.select({ seq, sealed }).from(rightAct).where(eq(rightAct.dossierId, dossierId));
  return new Map(rows.map((row) => [row.seq, detailsIn(key, dossierId, row)]));
}

/** The same of several dossiers, each under its own key. */
export async function actDetailsByDossier(
  db: Reader,
  keys: ReadonlyMap<DossierId, SealKey>,
): Promise<ReadonlyMap<DossierId, ReadonlyMap<number, ActDetails>>> {
  const { dossierId, seq, sealed } = rightAct;
  const rows = await db
    .select({ dossierId, seq, sealed })
    .from(rightAct)
    .where(among(dossierId, [...keys.keys()]));
  const details = new Map([...keys.keys()].map((id) => [id, new Map<number, ActDetails>()]));
  for (const row of rows) {
    const key = keys.get(row.dossierId);
    if (key) details.get(row.dossierId)?.set(row.seq, detailsIn(key, row.dossierId, row));
  }
  return details;
}

const detailsIn = (
  key: SealKey,
  dossierId: DossierId,
  { seq, sealed }: { seq: number; sealed: Buffer | null },
): ActDetails =>
  sealed ? openJson(key, sealed, place(dossierId, seq), (value) => actDetails.parse(value)) : {};

export async function insertRightAct(
  tx: Transaction,
  act: {
    dossierId: DossierId;
    seq: number;
    at: number;
    by: Actor;
    change: RightChange;
    details?: ActDetails;
  },
  key: SealKey,
): Promise<void> {
  const { dossierId, seq, at, by, change, details } = act;
  await tx.insert(rightAct).values({
    dossierId,
    seq,
    at,
    by: by.psIdNat,
    kind: change.kind,
    facts: JSON.stringify(change),
    sealed: sealJson(key, { by, ...details }, place(dossierId, seq)),
  });
}
