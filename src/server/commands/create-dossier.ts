import { checkCreationRecord, type CreationRecord } from '#domain/consent/creation-steps.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import { insertDossier } from '#server/repositories/dossiers.ts';
import { reserveInsC } from '#server/repositories/identifiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { traceOf, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'createDossier' }>;

/**
 * TD1.1. The identifier is reserved first, so that two devices that create for one holder meet in one dossier; then the
 * dossier, its traces (one per step) and the receipt are written together. A dossier that exists already is answered by
 * name, and the consent collected again stays in its traces.
 */
export async function prepareCreateDossier(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const checked = checkCreationRecord(body.record);
  if (!checked.ok)
    return { refused: checked.error.type === 'BrochureUnknown' ? 'brochureUnknown' : 'stepsIncomplete' };
  if (!parseInsC(body.insC).ok) return { refused: 'insCInvalid' };
  const wanted = {
    insC: body.insC,
    dossierId: body.dossierId,
    shard: deps.shards.newest.name,
    at: deps.clock.now(),
  };
  const dossierId = await reserveInsC(deps, wanted);
  const shard = await deps.shards.of(dossierId);
  const keys = await deps.keys.findOrMake(dossierId);
  if (!shard || !keys) return { refused: 'dossierClosed' };
  const record = checked.value;
  return { shard, effect: (scope) => create(scope, { ...body, dossierId }, record, keys.seal) };
}

async function create(scope: Scope, body: Body, record: CreationRecord, key: SealKey): Promise<Outcome> {
  const { tx, now, sender } = scope;
  const { dossierId } = body;
  const standing = await standingOf(tx, { reader: sender.professional, now }, dossierId);
  const verdict = verdictOn(standing, 'createDossier');
  const traced = { ...scope, command: { ...scope.command, body } };
  if (!verdict.allowed && verdict.because !== 'dossierExists') {
    await scope.shard.traces.record(tx, traceOf(traced, 'createDossier', verdict));
    return { type: 'refused', code: verdict.because };
  }
  await traceSteps(traced, record);
  await scope.shard.traces.record(tx, traceOf(traced, 'createDossier', verdict));
  if (!verdict.allowed) return { type: 'done', dossierId, existing: true };
  const content = {
    holder: body.holder,
    insC: body.insC,
    createdBy: sender.professional,
    optOut: { breakGlass: !record.consent.breakGlass, dispatchCentre: !record.consent.dispatchCentre },
    brochureVersion: record.informed.brochureVersion,
  };
  await insertDossier(tx, { dossierId, createdAt: now, content }, key);
  return { type: 'done', dossierId };
}

/** The three steps, each as the device dated it (EX_1.1-1010, EX_1.1-1050, EX_GEN-1250). */
async function traceSteps(scope: Scope, { informed, consent, identified }: CreationRecord): Promise<void> {
  const { tx, shard } = scope;
  const done = { allowed: true, because: 'holderPresent' };
  const emergency = `breakGlass=${consent.breakGlass} dispatchCentre=${consent.dispatchCentre}`;
  const inform = traceOf(scope, 'informHolder', { ...done, rule: 'L1111-14' });
  await shard.traces.record(tx, {
    ...inform,
    deviceAt: informed.at,
    reason: `brochure ${informed.brochureVersion}`,
  });
  const collect = traceOf(scope, 'collectConsent', { ...done, rule: 'EX_1.1-1010' });
  await shard.traces.record(tx, { ...collect, deviceAt: consent.at, reason: emergency });
  const identify = traceOf(scope, 'identifyHolder', { ...done, rule: 'EX_GEN-1250' });
  await shard.traces.record(tx, { ...identify, deviceAt: identified.confirmedAt });
}
