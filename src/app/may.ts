import type { PsIdNat } from '#base/brand.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type { DossierAction } from '#domain/access/action.ts';
import type { EntitlementMatrix } from '#domain/access/matrix.ts';
import type { AccessQuestion, AccessVerdict, DocumentFacts, Entitlement } from '#domain/access/question.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';

/** Of a document: an entry, or what one is to become. */
export type MayDocument = Omit<DocumentFacts, 'depositor'> & { depositor: Pick<Actor, 'psIdNat'> };

/** Circumstances beside the dossier; each as if it were not there, where it is left out. */
export type MayCircumstances = {
  /** `view.entitlements`. */
  entitlements?: readonly Entitlement[];
  /** By the clock, ms: a right whose end has passed counts as expired. */
  now?: number;
  /** `view.confidential` is this dossier. */
  confidential?: boolean;
};

/**
 * The verdict that the server would give, as far as this device knows the facts: greys out a button and says why, without
 * a network. The server decides again. Types closed by the entitlement matrix were left out by the server already, so
 * that here the matrix counts as open; that masking may not be combined is taken as forbidden, the rule of the DMP.
 */
export function mayDo(
  { header }: { header: DossierHeader },
  me: Actor,
  action: DossierAction,
  document?: MayDocument,
  { entitlements = [], now, confidential = false }: MayCircumstances = {},
): AccessVerdict {
  const { psIdNat, profession } = me;
  return decideAccess({
    ...rightsOf(header, psIdNat, now),
    action,
    reader: { kind: 'professional', psIdNat, profession, entitlements },
    dossier: header.status,
    oppositions: header.optOut,
    minor: header.minor,
    represented: header.represented,
    confidential,
    matrix: openMatrix(profession),
    mayHideFromAll: false,
    ...(document && { document: factsOf(document) }),
  });
}

type RightFacts = Pick<AccessQuestion, 'mode' | 'authorisation' | 'careTeam' | 'attendingPhysician'>;

/** As the header tells them; what had its time lets nobody in any more. */
function rightsOf(header: DossierHeader, me: PsIdNat, now: number | undefined): RightFacts {
  const { access, standing } = header;
  if (now === undefined) return { mode: access.mode, ...standing };
  const hasPassed = (end: number | undefined): boolean => end !== undefined && end <= now;
  const at = (state: 'none' | 'granted' | 'expired', end: number | undefined) =>
    state === 'granted' && hasPassed(end) ? 'expired' : state;
  const { authorisation, careTeam, attendingPhysician } = standing;
  return {
    mode: hasPassed(access.until ?? undefined) ? 'normal' : access.mode,
    authorisation: authorisation === 'denied' ? authorisation : at(authorisation, grantEnd(header, me)),
    careTeam: at(careTeam, teamEnd(header, me)),
    attendingPhysician,
  };
}

/** The reader's own line; without it the end of the access, where it is by that right. */
function grantEnd({ access, rights }: DossierHeader, me: PsIdNat): number | undefined {
  const own = rights?.professionals.find(({ professional }) => professional.psIdNat === me)?.until;
  return own ?? (access.because === 'authorised' ? (access.until ?? undefined) : undefined);
}

/** The team that lasts longest. */
function teamEnd({ access, rights }: DossierHeader, me: PsIdNat): number | undefined {
  const mine = rights?.teams.filter(({ members }) => members.some(({ psIdNat }) => psIdNat === me)) ?? [];
  if (mine.length > 0) return Math.max(...mine.map(({ until }) => until));
  return access.because === 'careTeam' ? (access.until ?? undefined) : undefined;
}

const openMatrix = (profession: string): EntitlementMatrix => ({
  version: '',
  closed: new Map([[profession, new Set()]]),
});

const factsOf = ({ depositor, typeCode, status, visibility }: MayDocument): DocumentFacts => ({
  depositor: depositor.psIdNat,
  typeCode,
  status,
  visibility,
});
