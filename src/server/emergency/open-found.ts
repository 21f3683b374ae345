import type { DossierId } from '#base/brand.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { AccessVerdict } from '#domain/access/question.ts';
import { accessOf, questionOf, standingOf, traceIn, verdictOn, type Standing } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { nextHeaderSeq } from '#server/repositories/dossiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import { insertRightAct } from '#server/repositories/right-acts.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard } from '#server/shard.ts';
import type { OpenEmergencyOutput } from '#wire/emergency.ts';
import type { EmergencyAsking, EmergencyDeps } from './deps.ts';

type Place = {
  dossierId: DossierId;
  shard: Shard;
  keys: DossierKeys | undefined;
  reason: string | undefined;
};
type Deps = Pick<EmergencyDeps, 'random' | 'emergencyMs'>;

/**
 * What the dossier that was found says, in one transaction: decides, traces, and where the access is opened writes it into
 * the history of the rights and tells the holder and the attending physician (R1111-48). Undefined where no such dossier
 * was ever written.
 */
export async function openFound(
  deps: Deps,
  tx: Transaction,
  asking: EmergencyAsking,
  place: Place,
): Promise<OpenEmergencyOutput | undefined> {
  const standing = await standingOf(tx, asking, place.dossierId);
  const { row } = standing;
  if (!row || (!place.keys && row.status !== 'erased')) return undefined;
  const usual = await openUsual(tx, standing, place);
  if (usual) return usual;
  const { mode } = asking;
  const verdict = decideAccess(questionOf(standing, 'openEmergency', { mode }));
  await traceOpening(tx, standing, { verdict, mode, place });
  if (!verdict.allowed || !place.keys) return refusalOf(verdict);
  return begin(deps, tx, { asking, standing, place, key: place.keys.seal });
}

/** Who may consult anyway does so in normal mode: nobody is alarmed, and the reason is not asked of anybody. */
async function openUsual(
  tx: Transaction,
  standing: Standing,
  { dossierId, shard }: Place,
): Promise<OpenEmergencyOutput | undefined> {
  const usual = { ...standing, rights: { ...standing.rights, emergencies: new Map() } };
  const verdict = verdictOn(usual, 'consultDossier');
  if (!verdict.allowed) return undefined;
  await shard.traces.record(tx, traceIn(usual, 'consultDossier', verdict));
  const until = accessOf(usual)?.until ?? null;
  return { kind: 'opened', dossierId, mode: 'normal', accessId: null, until };
}

const traceOpening = (
  tx: Transaction,
  standing: Standing,
  { verdict, mode, place }: { verdict: AccessVerdict; mode: EmergencyAsking['mode']; place: Place },
): Promise<void> =>
  place.shard.traces.record(tx, {
    ...traceIn(standing, 'openEmergency', verdict),
    mode,
    ...(place.reason !== undefined && { reason: place.reason }),
  });

/** Of a closed or erased dossier nothing is told: nothing of it could be read. An opposition is told as it is. */
function refusalOf({ because }: AccessVerdict): OpenEmergencyOutput {
  const gone = because === 'dossierClosed' || because === 'dossierErased' || because === 'dossierAbsent';
  return gone ? { kind: 'notFound' } : { kind: 'refused', because };
}

type Opening = { asking: EmergencyAsking; standing: Standing; place: Place; key: SealKey };

async function begin(deps: Deps, tx: Transaction, opening: Opening): Promise<OpenEmergencyOutput> {
  const { asking, place, key } = opening;
  const { asker, now, mode } = asking;
  const { dossierId, reason } = place;
  const accessId = deps.random.uuid();
  const until = now + deps.emergencyMs;
  const change = { kind: 'emergencyOpened', accessId, mode, device: asker.device, until } as const;
  const seq = await nextHeaderSeq(tx, dossierId, now);
  const details = reason === undefined ? {} : { reason };
  await insertRightAct(tx, { dossierId, seq, at: now, by: asker.professional, change, details }, key);
  await tellOf(deps, tx, opening);
  return { kind: 'opened', dossierId, mode, accessId, until };
}

/** R1111-48: the holder, and the attending physician where it is not the one who opened. */
async function tellOf(
  { random }: Deps,
  tx: Transaction,
  { asking, standing, place, key }: Opening,
): Promise<void> {
  const { asker, mode, now } = asking;
  const { dossierId, reason } = place;
  const details = { actor: asker.professional, mode, ...(reason !== undefined && { reason }) };
  const attending = standing.rights.attendingPhysician?.professional;
  const told = attending === undefined || attending === asker.professional.psIdNat ? [] : [attending];
  for (const recipient of [null, ...told]) {
    const noticeId = random.uuid();
    await insertNotice(
      tx,
      { noticeId, dossierId, kind: 'emergencyOpened', at: now, recipient, details },
      key,
    );
  }
}
