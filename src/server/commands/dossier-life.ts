import {
  checkCreationRecord,
  type CreationError,
  type CreationRecord,
} from '#domain/consent/creation-steps.ts';
import { CLOSED_KEPT_MS, ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import type { DossierAction } from '#domain/access/action.ts';
import { subjectOf, type RightChange } from '#domain/rights/right-act.ts';
import { isRepresented } from '#domain/rights/rights.ts';
import { standingOf, type Standing } from '#server/access.ts';
import { nextHeaderSeq, setDossierStatus } from '#server/repositories/dossiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import { insertRightAct, type ActDetails } from '#server/repositories/right-acts.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { NoticeKind } from '#wire/notices.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { Requester } from '#wire/rights.ts';
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
  /** What the trace says beside the act itself: it outlives the dossier's key. */
  says?: string;
  status: 'active' | 'closed';
  eraseAfter: number | null;
  notice: NoticeKind;
};

/**
 * The life of a dossier. Closing (TD1.4; reason and requester) leaves nothing to read but its status, and ends every
 * authorisation; the content is kept ten years (R1111-36). Reactivating (TD1.2) needs the same record of consent as a
 * creation (EX_1.2-1030), asks for the emergency consents again and gives no authorisation back. Asking for erasure
 * (R1111-36) closes at once where that was not done.
 */
export async function prepareDossierLife(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const record = body.type === 'reactivateDossier' ? checkCreationRecord(body.record) : undefined;
  if (record && !record.ok) return { refused: faultOfRecord(record.error) };
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const asked = { body, record: record?.value };
  return { ...place, effect: (scope) => live(deps, scope, place, asked) };
}

const faultOfRecord = ({ type }: CreationError): RefusalCode =>
  type === 'BrochureUnknown' ? 'brochureUnknown' : 'stepsIncomplete';

async function live(
  deps: CommandDeps,
  scope: Scope,
  place: Place,
  { body, record }: { body: Body; record: CreationRecord | undefined },
): Promise<Outcome> {
  const { tx, now, asker } = scope;
  const { dossierId } = body;
  const standing = await standingOf(tx, scope, dossierId);
  const plan = planLife(body, { now, due: standing.row?.eraseAfter ?? null });
  const code = await decideAndTrace(
    scope,
    standing,
    { action: plan.action, act: plan.action },
    {
      fault: () => faultOf(body, standing),
      ...(plan.says !== undefined && { says: { reason: plan.says } }),
    },
  );
  if (code) return refused(code);
  if (record) await traceSteps(scope, standing, record);
  const key = place.keys.seal;
  for (const change of [plan.change, ...renewedConsent(record)]) {
    const seq = await nextHeaderSeq(tx, dossierId, now);
    const act = { dossierId, seq, at: now, by: asker.professional, change, details: plan.details };
    await insertRightAct(tx, act, key);
  }
  await setDossierStatus(tx, dossierId, plan);
  const notice = { noticeId: deps.random.uuid(), dossierId, kind: plan.notice, at: now, recipient: null };
  await insertNotice(tx, { ...notice, details: { actor: asker.professional } }, key);
  return { type: 'done', dossierId };
}

/** What the facts do not allow, whatever the verdict: nobody speaks for a holder who has no representative. */
function faultOf(body: Body, { rights, acts, now }: Standing): RefusalCode | undefined {
  if (body.type === 'reactivateDossier') return undefined;
  if (body.requester.as === 'representative' && !isRepresented(rights, now)) return 'notRepresented';
  const last = acts.findLast((act) => subjectOf(act) === 'life');
  return body.type === 'requestErasure' && last?.kind === 'erasureRequested' ? 'alreadySo' : undefined;
}

/** @param due when a closed dossier is to be erased already: asking never makes it later */
function planLife(body: Body, { now, due }: { now: number; due: number | null }): LifePlan {
  switch (body.type) {
    case 'closeDossier': {
      const { reason, requester } = body;
      const eraseAfter = now + CLOSED_KEPT_MS;
      const change = { kind: 'closed', eraseAfter } as const;
      const says = `${reason} (${inWords(requester)})`;
      const closed = { status: 'closed', eraseAfter, notice: 'dossierClosed' } as const;
      return { action: body.type, change, details: { reason, requester }, says, ...closed };
    }
    case 'requestErasure': {
      const { requester, presence } = body;
      const eraseAfter = Math.min(now + ERASURE_DELAY_MS, due ?? Infinity);
      const change = { kind: 'erasureRequested', eraseAfter } as const;
      const reason = presence.kind === 'declared' ? { reason: presence.reason } : {};
      const details = { requester, presence: presence.kind, ...reason };
      const how = presence.kind === 'declared' ? presence.reason : 'vitale';
      const says = `${how} (${inWords(requester)})`;
      const closed = { status: 'closed', eraseAfter, notice: 'erasureRequested' } as const;
      return { action: body.type, change, details, says, ...closed };
    }
    case 'reactivateDossier': {
      const change = { kind: 'reactivated' } as const;
      const active = { status: 'active', eraseAfter: null, notice: 'dossierReactivated' } as const;
      return { action: body.type, change, details: { presence: 'vitale' }, ...active };
    }
  }
}

/** TD1.4: name and given name of the requester. */
const inWords = ({ familyName, firstName, as }: Requester): string => `${familyName} ${firstName}, ${as}`;

/** A reactivation asks for the emergency consents again. */
function renewedConsent(record: CreationRecord | undefined): RightChange[] {
  if (!record) return [];
  const { breakGlass, dispatchCentre } = record.consent;
  return [{ kind: 'oppositionsSet', breakGlass: !breakGlass, dispatchCentre: !dispatchCentre }];
}
