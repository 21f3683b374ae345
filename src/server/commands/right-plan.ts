import type { PsIdNat } from '#base/brand.ts';
import type { DossierAction } from '#domain/access/action.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { Representative } from '#domain/rights/representative.ts';
import type { RightChange } from '#domain/rights/right-act.ts';
import type { ActDetails } from '#server/repositories/right-acts.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { HolderPresence } from '#wire/consent.ts';

/** The commands that add one act to the history of the rights. */
export type RightBody = Extract<
  CommandBody,
  {
    type:
      | 'grantAuthorisation'
      | 'withdrawAuthorisation'
      | 'blockProfessional'
      | 'unblockProfessional'
      | 'declareAttendingPhysician'
      | 'confirmAttendingPhysician'
      | 'endAttendingPhysician'
      | 'authoriseCareTeam'
      | 'changeCareTeam'
      | 'withdrawCareTeam'
      | 'setOppositions'
      | 'recordRepresentative'
      | 'endRepresentative';
  }
>;

/** What a command on rights comes to: the question it asks, the trace it leaves, the act it adds. */
export type RightPlan = {
  action: DossierAction;
  act: TraceAct;
  change: RightChange;
  details: ActDetails;
  /** What the trace says of it beside the act itself. */
  says?: string;
};

type Facts = { author: PsIdNat; now: number; majorityAt: number | null };

/**
 * Pure: the plan of a command on rights. An authorisation lasts one year and may be renewed (esante.gouv.fr 2010-06-14); a
 * block is an act of its own (IG TD0.2 NB1); a care team is authorised as one, by a consent that was collected once
 * (R1111-46, L1110-12, CE 2025-10-15); the attending physician is declared, then confirmed (L1111-16); oppositions are the
 * holder's to change at any time (L1111-17 I). Times in ms.
 */
export function planRight(body: RightBody, { author, now, majorityAt }: Facts): RightPlan {
  const until = now + AUTHORISATION_MS;
  switch (body.type) {
    case 'grantAuthorisation': {
      const change = { kind: 'granted', professional: body.professional, until } as const;
      return {
        action: 'grantAuthorisation',
        act: body.type,
        change,
        ...withPresence(body.presence, body.professional),
      };
    }
    case 'withdrawAuthorisation':
      return wish(body.type, { kind: 'withdrawn', professional: body.professional }, body.professional);
    case 'blockProfessional':
      return wish(body.type, { kind: 'blocked', professional: body.professional }, body.professional);
    case 'unblockProfessional':
      return wish(body.type, { kind: 'unblocked', professional: body.professional }, body.professional);
    case 'declareAttendingPhysician': {
      const change = { kind: 'attendingDeclared', professional: author } as const;
      return { action: body.type, act: body.type, change, ...withPresence(body.presence) };
    }
    case 'confirmAttendingPhysician': {
      const change = { kind: 'attendingConfirmed', professional: author } as const;
      return { action: body.type, act: body.type, change, ...withPresence(body.presence) };
    }
    case 'endAttendingPhysician':
      return wish(body.type, { kind: 'attendingEnded' });
    case 'authoriseCareTeam': {
      const { teamId, name } = body;
      const members = [...new Set(body.members)];
      const { details, says } = withPresence(body.presence, members.join(' '));
      const change = { kind: 'teamAuthorised', teamId, members, until } as const;
      return {
        action: 'grantAuthorisation',
        act: body.type,
        change,
        details: { ...details, teamName: name },
        says,
      };
    }
    case 'changeCareTeam': {
      const members = [...new Set(body.members)];
      const change = { kind: 'teamChanged', teamId: body.teamId, members } as const;
      return { action: 'changeCareTeam', act: body.type, change, details: {}, says: members.join(' ') };
    }
    case 'withdrawCareTeam':
      return wish(body.type, { kind: 'teamWithdrawn', teamId: body.teamId });
    case 'setOppositions': {
      const { breakGlass, dispatchCentre } = body;
      const says = `breakGlass=${!breakGlass} dispatchCentre=${!dispatchCentre}`;
      const change = { kind: 'oppositionsSet', breakGlass, dispatchCentre } as const;
      return { action: 'changeOppositions', act: body.type, change, details: {}, says };
    }
    case 'recordRepresentative': {
      const { representative } = body;
      const change = representativeAct(representative, majorityAt, now);
      return { action: 'changeHolderData', act: body.type, change, details: { representative } };
    }
    case 'endRepresentative': {
      const change = { kind: 'representativeEnded', representativeId: body.representativeId } as const;
      return { action: 'changeHolderData', act: body.type, change, details: {} };
    }
  }
}

/** R1111-50: at majority a minor's representatives end by themselves; the guardian of an adult does not. */
export const representativeAct = (
  { representativeId }: Representative,
  majorityAt: number | null,
  now: number,
): RightChange => ({
  kind: 'representativeRecorded',
  representativeId,
  endsAt: majorityAt !== null && majorityAt > now ? majorityAt : null,
});

const wish = (act: TraceAct, change: RightChange, says?: string): RightPlan => ({
  action: 'withdrawAuthorisation',
  act,
  change,
  details: {},
  ...(says !== undefined && { says }),
});

/** ECMAScript's time range (ECMA-262 §21.4.1.1), ms: a device whose clock is beyond it is quoted in figures. */
const MAX_TIME_MS = 8.64e15;
const deviceTime = (at: number): string => (at <= MAX_TIME_MS ? new Date(at).toISOString() : String(at));

/** A Vitale that was read, or a reason why the holder could not show one: both are assertions, and are traced. */
function withPresence(presence: HolderPresence, whom?: string): { details: ActDetails; says: string } {
  const how = presence.kind === 'vitale' ? `vitale ${deviceTime(presence.readAt)}` : presence.reason;
  const reason = presence.kind === 'declared' ? { reason: presence.reason } : {};
  return {
    details: { presence: presence.kind, ...reason },
    says: whom === undefined ? how : `${whom}: ${how}`,
  };
}

/** The professionals that a command names, who must be known here. */
export function professionalsNamedBy(body: RightBody): readonly PsIdNat[] {
  if ('professional' in body) return [body.professional];
  return 'members' in body ? [...new Set(body.members)] : [];
}
