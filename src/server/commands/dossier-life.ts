import { checkCreationRecord, type CreationRecord } from '#domain/consent/creation-steps.ts';
import { CLOSED_KEPT_MS, ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import type { DossierAction } from '#domain/access/action.ts';
import type { RightChange } from '#domain/rights/right-act.ts';
import { standingOf } from '#server/access.ts';
import { nextHeaderSeq, setDossierStatus } from '#server/repositories/dossiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import { insertRightAct, type ActDetails } from '#server/repositories/right-acts.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { NoticeKind } from '#wire/notices.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { traceSteps } from './create-dossier.ts';
import { decideAndTrace } from './decided.ts';
import { placeOf, type Place } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'closeDossier' | 'reactivateDossier' | 'requestErasure' }>;

/** What a command on the life of a dossier comes to. */
type LifePlan = {
  action: DossierAction & Body['type'];
  change: RightChange;
  details: ActDetails;
  status: 'active' | 'closed';
  eraseAfter: number | null;
  notice: NoticeKind;
};

/** TD1.2, TD1.4, R1111-36: closing, reactivating with a renewed consent, asking for erasure. */
export async function prepareDossierLife(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const record = body.type === 'reactivateDossier' ? checkCreationRecord(body.record) : undefined;
  if (record && !record.ok) return { refused: 'stepsIncomplete' };
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const asked = { body, record: record?.value };
  return { ...place, effect: (scope) => live(deps, scope, place, asked) };
}

async function live(
  deps: CommandDeps,
  scope: Scope,
  place: Place,
  { body, record }: { body: Body; record: CreationRecord | undefined },
): Promise<Outcome> {
  const { tx, now, asker } = scope;
  const { dossierId } = body;
  const plan = planLife(body, now);
  const standing = await standingOf(tx, scope, dossierId);
  const says = plan.details.reason === undefined ? {} : { says: { reason: plan.details.reason } };
  const code = await decideAndTrace(scope, standing, { action: plan.action, act: plan.action }, says);
  if (code) return refused(code);
  if (record) await traceSteps(scope, standing, record);
  const key = place.keys.seal;
  for (const change of [plan.change, ...renewedConsent(record)]) {
    const seq = await nextHeaderSeq(tx, dossierId);
    await insertRightAct(
      tx,
      { dossierId, seq, at: now, by: asker.professional, change, details: plan.details },
      key,
    );
  }
  await setDossierStatus(tx, dossierId, plan);
  const notice = { noticeId: deps.random.uuid(), dossierId, kind: plan.notice, at: now, recipient: null };
  await insertNotice(tx, { ...notice, details: { actor: asker.professional } }, key);
  return { type: 'done', dossierId };
}

function planLife(body: Body, now: number): LifePlan {
  switch (body.type) {
    case 'closeDossier': {
      const eraseAfter = now + CLOSED_KEPT_MS;
      const details = { reason: body.reason, requester: body.requester };
      const change = { kind: 'closed', eraseAfter } as const;
      return { action: body.type, change, details, status: 'closed', eraseAfter, notice: 'dossierClosed' };
    }
    case 'requestErasure': {
      const eraseAfter = now + ERASURE_DELAY_MS;
      const details = { requester: body.requester, presence: body.presence.kind };
      const change = { kind: 'erasureRequested', eraseAfter } as const;
      return { action: body.type, change, details, status: 'closed', eraseAfter, notice: 'erasureRequested' };
    }
    case 'reactivateDossier': {
      const change = { kind: 'reactivated' } as const;
      const notice = 'dossierReactivated';
      return { action: body.type, change, details: {}, status: 'active', eraseAfter: null, notice };
    }
  }
}

/** A reactivation asks for the emergency consents again. */
function renewedConsent(record: CreationRecord | undefined): RightChange[] {
  if (!record) return [];
  const { breakGlass, dispatchCentre } = record.consent;
  return [{ kind: 'oppositionsSet', breakGlass: !breakGlass, dispatchCentre: !dispatchCentre }];
}
