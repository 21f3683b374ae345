import type { DossierId } from '#base/brand.ts';
import { checkCreationRecord, type CreationRecord } from '#domain/consent/creation-steps.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import { standingOf, verdictOn, type Standing } from '#server/access.ts';
import { noteAlias } from '#server/repositories/aliases.ts';
import { rememberTraits } from '#server/repositories/dossier-traits.ts';
import { insertDossier, nextHeaderSeq } from '#server/repositories/dossiers.ts';
import { insertHolderData } from '#server/repositories/holder-data.ts';
import { insertRightAct } from '#server/repositories/right-acts.ts';
import { representativeAct } from './right-plan.ts';
import { reserveInsC } from '#server/repositories/identifiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { CommandBody } from '#wire/commands.ts';
import { dossierId as dossierIdForm } from '#wire/primitives.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { traceOf, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'createDossier' }>;

/**
 * TD1.1. The identifier is reserved first, so that two devices that create for one holder meet in one dossier; then the
 * dossier, its traces (one per step) and the receipt are written together. A dossier that exists already is answered by
 * name, and the consent collected again stays in its traces. It may be sent long after the card was read, from the office
 * after the visit (EX_1.2-1010).
 */
export async function prepareCreateDossier(
  deps: CommandDeps,
  body: Body,
  author: Actor,
): Promise<Prepared | { refused: RefusalCode }> {
  const checked = checkCreationRecord(body.record);
  if (!checked.ok)
    return { refused: checked.error.type === 'BrochureUnknown' ? 'brochureUnknown' : 'stepsIncomplete' };
  if (!parseInsC(body.insC).ok) return { refused: 'insCInvalid' };
  const wanted = {
    insC: body.insC,
    dossierId: body.dossierId,
    otherwise: dossierIdForm.parse(deps.random.uuid()),
    shard: deps.shards.newest.name,
    at: deps.clock.now(),
  };
  const reserved = await reserveInsC(deps, wanted);
  await keepProvisionalId(deps, { provisionalId: body.dossierId, dossierId: reserved, author });
  const shard = await deps.shards.of(reserved);
  const keys = await deps.keys.findOrMake(reserved);
  // the place is still reserved, and its key is destroyed: the erasure is not yet at its end
  if (!shard || !keys) return { refused: 'dossierErased' };
  const record = checked.value;
  await rememberTraits(deps.directory, deps.lookupKey, reserved, body.holder);
  const found = { ...body, dossierId: reserved };
  return { shard, effect: (scope) => create(scope, found, record, keys.seal) };
}

/**
 * What the author wrote meanwhile under the id that their device gave goes to the dossier that the identifier leads to.
 * Before the receipt is written: a repeat after a lost answer finds both.
 */
async function keepProvisionalId(
  deps: CommandDeps,
  { provisionalId, dossierId, author }: { provisionalId: DossierId; dossierId: DossierId; author: Actor },
): Promise<void> {
  if (dossierId === provisionalId || (await deps.shards.of(provisionalId))) return;
  const { psIdNat } = author;
  await noteAlias(deps.directory, { provisionalId, dossierId, psIdNat, at: deps.clock.now() });
}

async function create(scope: Scope, body: Body, record: CreationRecord, key: SealKey): Promise<Outcome> {
  const { tx, now, asker } = scope;
  const { dossierId } = body;
  const standing = await standingOf(tx, scope, dossierId);
  const verdict = verdictOn(standing, 'createDossier');
  const traced = { ...scope, command: { ...scope.command, body } };
  if (!verdict.allowed && verdict.because !== 'dossierExists') {
    await scope.traces.record(tx, traceOf(traced, standing, 'createDossier', verdict));
    return { type: 'refused', code: verdict.because };
  }
  await traceSteps(traced, standing, record);
  await scope.traces.record(tx, traceOf(traced, standing, 'createDossier', verdict));
  if (!verdict.allowed) return { type: 'done', dossierId, existing: true };
  const content = {
    holder: body.holder,
    insC: body.insC,
    createdBy: asker.professional,
    brochureVersion: record.informed.brochureVersion,
  };
  await insertDossier(tx, { dossierId, createdAt: now, content }, key);
  await firstActs(scope, body, record, key);
  return { type: 'done', dossierId };
}

/** The consents of the creation open the history of the rights; what was said of the holder and their parents follows. */
async function firstActs(scope: Scope, body: Body, { consent }: CreationRecord, key: SealKey): Promise<void> {
  const { tx, now, asker } = scope;
  const { dossierId, representative, holderData } = body;
  const author = { dossierId, at: now, by: asker.professional };
  const oppositions = { breakGlass: !consent.breakGlass, dispatchCentre: !consent.dispatchCentre };
  const seq = await nextHeaderSeq(tx, dossierId, now);
  await insertRightAct(tx, { ...author, seq, change: { kind: 'oppositionsSet', ...oppositions } }, key);
  if (representative) {
    const seq = await nextHeaderSeq(tx, dossierId, now);
    const change = representativeAct(representative, majorityOf(body.holder.birthDate) ?? null, now);
    await insertRightAct(tx, { ...author, seq, change, details: { representative } }, key);
  }
  if (!holderData) return;
  await insertHolderData(
    tx,
    { ...author, seq: await nextHeaderSeq(tx, dossierId, now), data: holderData },
    key,
  );
}

/** The three steps, each as the device dated it (EX_1.1-1010, EX_1.1-1050, EX_GEN-1250). */
export async function traceSteps(
  scope: Scope,
  standing: Standing,
  { informed, consent, identified }: CreationRecord,
): Promise<void> {
  const { tx, traces } = scope;
  const done = { allowed: true, because: 'holderPresent' };
  const emergency = `breakGlass=${consent.breakGlass} dispatchCentre=${consent.dispatchCentre}`;
  const inform = traceOf(scope, standing, 'informHolder', { ...done, rule: 'L1111-14' });
  await traces.record(tx, {
    ...inform,
    deviceAt: informed.at,
    reason: `brochure ${informed.brochureVersion}`,
  });
  const collect = traceOf(scope, standing, 'collectConsent', { ...done, rule: 'EX_1.1-1010' });
  await traces.record(tx, { ...collect, deviceAt: consent.at, reason: emergency });
  const identify = traceOf(scope, standing, 'identifyHolder', { ...done, rule: 'EX_GEN-1250' });
  await traces.record(tx, { ...identify, deviceAt: identified.confirmedAt });
}
