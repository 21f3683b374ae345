import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { questionOf, type Asker } from '#server/access.ts';
import type { WireError } from '#wire/errors.ts';
import type { OpenEmergencyInput, OpenEmergencyOutput } from '#wire/emergency.ts';
import type { EmergencyAsking, EmergencyDeps } from './deps.ts';
import { admitSearch } from './limits.ts';
import { openFound } from './open-found.ts';
import { traceSearch } from './outside-trace.ts';
import { proofFault } from './proof.ts';
import { searchHolder } from './search.ts';

const NOT_FOUND: OpenEmergencyOutput = { kind: 'notFound' };

/**
 * Break-glass and centre 15 (L1111-17 I; IG TD0.2): an access without the holder's authorisation, opened one by one, for
 * a time. In this order, each step before the next is begun, each refusal traced:
 *
 *   limits ─▶ fresh proof of who asks ─▶ reason ─▶ may they open any dossier so? ─▶ exact search ─▶ the dossier decides
 */
export async function openEmergency(
  deps: EmergencyDeps,
  input: OpenEmergencyInput,
  asker: Asker,
): Promise<Result<OpenEmergencyOutput, WireError>> {
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking: EmergencyAsking = { asker, circumstances, now: deps.clock.now(), mode: input.mode };
  if (!(await admitSearch(deps, asking))) return err({ code: 'rateLimited' });
  const fault = await faultOf(deps, input, asker);
  if (fault) return refuseOutside(deps, asking, fault.because ?? fault.code, err(fault));
  const because = refusedEverywhere(asking);
  if (because) return refuseOutside(deps, asking, because, ok({ kind: 'refused', because }));
  return ok(await searchAndOpen(deps, asking, input));
}

/** What is wrong with the request itself, whoever is looked for. */
async function faultOf(
  deps: EmergencyDeps,
  { mode, proof, reason }: OpenEmergencyInput,
  asker: Asker,
): Promise<WireError | undefined> {
  const code = await proofFault(deps, proof, asker);
  if (code) return { code };
  const missing = mode === 'bris_de_glace' && !isReason(reason);
  return missing ? { code: 'forbidden', because: 'reasonMissing' } : undefined;
}

/** A word of three letters at least: dots and blanks are no reason. */
export const isReason = (reason: string | undefined): boolean => (reason?.match(/\p{L}/gu)?.length ?? 0) >= 3;

/**
 * Why this professional may open nobody's dossier in this mode: asked of a dossier without any act, before the search, so
 * that a refusal tells nothing of whether somebody has a dossier.
 */
function refusedEverywhere(asking: EmergencyAsking): RefusedBecause | undefined {
  const nobody = { ...asking, row: undefined, acts: [], rights: reduceRights([]) };
  const question = questionOf(nobody, 'openEmergency', { mode: asking.mode });
  const verdict = decideAccess({ ...question, dossier: 'active' });
  return verdict.allowed ? undefined : verdict.because;
}

async function refuseOutside<T>(
  deps: EmergencyDeps,
  asking: EmergencyAsking,
  because: string,
  answer: T,
): Promise<T> {
  await deps.directory.write((tx) => traceSearch(deps, tx, asking, { allowed: false, because }));
  return answer;
}

async function searchAndOpen(
  deps: EmergencyDeps,
  asking: EmergencyAsking,
  { search, reason }: OpenEmergencyInput,
): Promise<OpenEmergencyOutput> {
  const { dossierId, sought } = await searchHolder(deps, search);
  const opened = dossierId && (await openThere(deps, asking, { dossierId, reason }));
  if (opened) return opened;
  const none = { allowed: true, because: 'none', reason: sought };
  await deps.directory.write((tx) => traceSearch(deps, tx, asking, none));
  return NOT_FOUND;
}

/** Undefined where there is no such dossier after all. */
async function openThere(
  deps: EmergencyDeps,
  asking: EmergencyAsking,
  { dossierId, reason }: { dossierId: DossierId; reason: string | undefined },
): Promise<OpenEmergencyOutput | undefined> {
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard) return undefined;
  const place = { dossierId, shard, keys, reason };
  const opened = await shard.database.write((tx) => openFound(deps, tx, asking, place));
  if (opened?.kind === 'opened' && opened.accessId !== null) {
    deps.notices.tell({ dossierId });
    deps.sendNotices();
  }
  return opened;
}
