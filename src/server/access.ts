import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import type { AccessMode, DossierAction } from '#domain/access/action.ts';
import { decideAccess } from '#domain/access/decide.ts';
import type {
  AccessQuestion,
  AccessVerdict,
  DocumentFacts,
  RefusedBecause,
} from '#domain/access/question.ts';
import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { RightAct } from '#domain/rights/right-act.ts';
import {
  attendingPhysicianOf,
  authorisationOf,
  careTeamOf,
  isRepresented,
  modeOf,
  openEmergencyOf,
  reduceRights,
  type Rights,
} from '#domain/rights/rights.ts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { Circumstances } from './circumstances.ts';
import type { Reader } from './database.server.ts';
import { dossierRowsOf, findDossierRow, type DossierRow } from './repositories/dossiers.ts';
import { rightActsByDossier, rightActsOf } from './repositories/right-acts.ts';
import type { TraceInput } from './traces/leaf.ts';

/** Who asks, and from where: all of it stands in traces. */
export type Asker = {
  professional: Actor;
  device: DeviceId;
  /** Where they practise, as their card names it. */
  organisation?: PracticePlace;
  /** In the confidential session of a minor. */
  confidential?: boolean;
};

/** What the rows of a shard say of one asker and one dossier, at one moment: all that a verdict needs. */
export type Standing = {
  asker: Asker;
  circumstances: Circumstances;
  now: number;
  row: DossierRow | undefined;
  acts: readonly RightAct[];
  rights: Rights;
};

/** Reads the facts in the transaction that acts on them, so that they cannot have changed in between. */
export async function standingOf(
  db: Reader,
  asking: { asker: Asker; circumstances: Circumstances; now: number },
  dossierId: DossierId,
): Promise<Standing> {
  const row = await findDossierRow(db, dossierId);
  const acts = row ? await rightActsOf(db, dossierId) : [];
  return { ...asking, row, acts, rights: reduceRights(acts) };
}

/** The same of many dossiers, in two statements; each asked for has its own, known or not. */
export async function standingsOf(
  db: Reader,
  asking: { asker: Asker; circumstances: Circumstances; now: number },
  dossierIds: readonly DossierId[],
): Promise<ReadonlyMap<DossierId, Standing>> {
  const rows = await dossierRowsOf(db, dossierIds);
  const actsOf = await rightActsByDossier(db, [...rows.keys()]);
  return new Map(
    dossierIds.map((dossierId) => {
      const acts = actsOf.get(dossierId) ?? [];
      return [dossierId, { ...asking, row: rows.get(dossierId), acts, rights: reduceRights(acts) }];
    }),
  );
}

const whoOf = ({ asker }: Standing): { professional: PsIdNat; device: DeviceId } => ({
  professional: asker.professional.psIdNat,
  device: asker.device,
});

/** From the emergency accesses that are open, never from the request. */
export const modeIn = (standing: Standing): AccessMode =>
  modeOf(standing.rights, whoOf(standing), standing.now);

/** The facts of a verdict. `mode` only where an access is about to begin. */
export function questionOf(
  standing: Standing,
  action: DossierAction,
  more: { document?: DocumentFacts | undefined; mode?: AccessMode } = {},
): AccessQuestion {
  const { asker, circumstances, row, rights, now } = standing;
  const { psIdNat, profession } = asker.professional;
  return {
    mode: more.mode ?? modeIn(standing),
    action,
    reader: { kind: 'professional', psIdNat, profession, entitlements: circumstances.entitlements },
    dossier: row?.status ?? 'absent',
    ...standingFacts(standing),
    oppositions: rights.oppositions,
    minor: isMinor(row, now),
    represented: isRepresented(rights, now),
    confidential: asker.confidential ?? false,
    matrix: circumstances.matrix,
    mayHideFromAll: circumstances.mayHideFromAll,
    ...(more.document && { document: more.document }),
  };
}

/** What a header tells a device of its reader's rights, so that it can ask `decideAccess` itself. */
export function standingFacts({ asker, rights, now }: Standing): DossierHeader['standing'] {
  const { psIdNat } = asker.professional;
  return {
    authorisation: authorisationOf(rights, psIdNat, now),
    careTeam: careTeamOf(rights, psIdNat, now),
    attendingPhysician: attendingPhysicianOf(rights, psIdNat),
  };
}

export const isMinor = (row: Pick<DossierRow, 'majorityAt'> | undefined, now: number): boolean =>
  row?.majorityAt !== undefined && row.majorityAt !== null && row.majorityAt > now;

/** The verdict on one act; `decideAccess` decides, this only hands it the facts. */
export const verdictOn = (
  standing: Standing,
  action: DossierAction,
  document?: DocumentFacts,
): AccessVerdict => decideAccess(questionOf(standing, action, { document }));

/**
 * What is told of a document that the asker may not see, or that is not there: the same, so that neither shows. Who may not
 * consult at all hears why, as for any document.
 */
export function absenceOf(standing: Standing): RefusedBecause | 'subjectUnknown' {
  const verdict = verdictOn(standing, 'consultDossier');
  return verdict.allowed ? 'subjectUnknown' : verdict.because;
}

/** Whether the asker sees the document; an author never loses sight of having written it. */
export const knowsOf = (standing: Standing, document: DocumentFacts): boolean =>
  document.depositor === standing.asker.professional.psIdNat ||
  verdictOn(standing, 'retrieveDocument', document).allowed;

/** By which right a reader who may consult sees the dossier, and until when. */
export function accessOf(standing: Standing): DossierHeader['access'] | undefined {
  const verdict = verdictOn(standing, 'consultDossier');
  if (!verdict.allowed) return undefined;
  const { rights, now, asker } = standing;
  const emergency = openEmergencyOf(rights, whoOf(standing), now);
  const { because } = verdict;
  if (emergency) return { mode: emergency.mode, because, since: emergency.at, until: emergency.until };
  const { psIdNat } = asker.professional;
  if (because === 'attendingPhysician')
    return { mode: 'normal', because, since: rights.attendingPhysician?.at ?? now, until: null };
  const grant = because === 'authorised' ? rights.grants.get(psIdNat) : lastingTeam(rights, psIdNat);
  return { mode: 'normal', because, since: grant?.at ?? now, until: grant?.until ?? now };
}

const lastingTeam = (rights: Rights, psIdNat: PsIdNat) =>
  [...rights.teams.values()]
    .filter(({ members }) => members.includes(psIdNat))
    .sort((a, b) => b.until - a.until)[0];

/** How long somebody who lost the dossier is told that something happened there; ms. */
const LATELY_MS = 60_000;

/** Whether the asker could consult until one of the last acts on the rights: they are to learn that it went, once. */
export function lostLately(standing: Standing): boolean {
  const { acts, row, now } = standing;
  if (!row) return false;
  return acts.some((act, n) => {
    if (act.at <= now - LATELY_MS) return false;
    const before = { ...standing, row: { ...row, status: 'active' as const } };
    return verdictOn({ ...before, rights: reduceRights(acts.slice(0, n)) }, 'consultDossier').allowed;
  });
}

/**
 * Digest of every input of the verdicts of this reader on this dossier, apart from the documents: where it changed, what
 * a device holds was decided under other rights and is pulled afresh.
 */
export function rightsEpochOf(standing: Standing): string {
  const { matrix, ...question } = questionOf(standing, 'consultDossier');
  const { breakGlass, dispatchCentre } = question.oppositions;
  const inputs = {
    ...question,
    oppositions: { breakGlass, dispatchCentre },
    matrix: matrix.version,
    access: accessOf(standing) ?? null,
  };
  return createHash('sha256')
    .update(canonicalize(inputs) ?? '')
    .digest('base64url');
}

/** The trace of an act by this asker, under a verdict: who, from where, in which mode, by which rule and matrix. */
export function traceIn(
  standing: Pick<Standing, 'asker' | 'circumstances' | 'now'> & Partial<Pick<Standing, 'rights' | 'row'>>,
  act: TraceAct,
  verdict: Pick<AccessVerdict, 'allowed'> & { because: string; rule?: string },
): TraceInput {
  const { asker, circumstances, now, row, rights } = standing;
  const { professional, device, organisation, confidential } = asker;
  const mode = rights ? modeOf(rights, { professional: professional.psIdNat, device }, now) : 'normal';
  return {
    at: now,
    act,
    mode,
    allowed: verdict.allowed,
    because: verdict.because,
    ...(verdict.rule !== undefined && { rule: verdict.rule }),
    ...(row && { dossierId: row.dossierId }),
    matrix: circumstances.matrix.version,
    device,
    actor: professional,
    ...(organisation && { organisation }),
    ...(confidential && { confidential }),
  };
}
