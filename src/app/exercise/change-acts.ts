import { err, ok, type Result } from '#base/result.ts';
import type { DossierAction } from '#domain/access/action.ts';
import { AUTHORISATION_MS, CLOSED_KEPT_MS, ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { RightChange } from '#domain/rights/right-act.ts';
import { DOCUMENT_CHANGE_ACTS } from '#wire/document-change-acts.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import type { ChangeBody } from '../outbox-port.ts';
import type { AppError } from '../port.ts';
import { send } from './outbox.ts';
import { LEARNER } from './staff.ts';
import { addAct, addTrace, type ActDetails, type WorldDossier } from './world-dossier.ts';
import { verdictOn, type World } from './world.ts';

type RightBody = Exclude<ChangeBody, { type: 'changeDocument' | 'changeHolderData' }>;

const ACTION_OF: Readonly<Record<RightBody['type'] | 'changeHolderData', DossierAction>> = {
  grantAuthorisation: 'grantAuthorisation',
  withdrawAuthorisation: 'withdrawAuthorisation',
  blockProfessional: 'withdrawAuthorisation',
  unblockProfessional: 'withdrawAuthorisation',
  declareAttendingPhysician: 'declareAttendingPhysician',
  confirmAttendingPhysician: 'confirmAttendingPhysician',
  endAttendingPhysician: 'withdrawAuthorisation',
  authoriseCareTeam: 'grantAuthorisation',
  changeCareTeam: 'changeCareTeam',
  withdrawCareTeam: 'changeCareTeam',
  setOppositions: 'changeOppositions',
  changeHolderData: 'changeHolderData',
  recordRepresentative: 'changeHolderData',
  endRepresentative: 'changeHolderData',
  closeDossier: 'closeDossier',
  reactivateDossier: 'reactivateDossier',
  requestErasure: 'requestErasure',
  // whoever opened it writes what it was for
  noteEmergency: 'findDossier',
};

/** One act on the rights, on a document or on the dossier, as the real rules allow it. */
export function change(world: World, body: ChangeBody): Result<void, AppError> {
  const dossier = world.dossiers.get(body.dossierId);
  if (!dossier) return err({ type: 'NotCached' });
  const effect =
    body.type === 'changeDocument' ? onDocument(world, dossier, body) : onRights(world, dossier, body);
  if (!effect.ok) return effect;
  const { dossierId, holder } = dossier;
  const sent = send(world, { what: body.type, dossierId, title: undefined, holder }, () => {
    effect.value();
    dossier.version += 1;
  });
  world.view.raiseRevision(dossierId);
  return sent;
}

type Effect = Result<() => void, AppError>;

function onRights(
  world: World,
  dossier: WorldDossier,
  body: Exclude<ChangeBody, { type: 'changeDocument' }>,
): Effect {
  const verdict = verdictOn(world, dossier, { action: ACTION_OF[body.type] });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  const confidential = world.view.confidential === dossier.dossierId;
  noteRight(world, dossier, body);
  return ok(() => {
    const at = world.now();
    if (body.type === 'changeHolderData') dossier.holderData = body.data;
    else
      addAct(dossier, rightChange(dossier, body, at), { by: LEARNER, at, confidential, ...detailsOf(body) });
    addTrace(dossier, traceOf(body.type), {
      at,
      actor: LEARNER,
      because: verdict.because,
      ...(body.type === 'noteEmergency' && { reason: body.text, mode: 'bris_de_glace' }),
      ...(confidential && { confidential }),
    });
  });
}

function noteRight(world: World, { person }: WorldDossier, body: ChangeBody): void {
  if (body.type === 'setOppositions') {
    const { breakGlass, dispatchCentre } = body;
    world.note({ type: 'oppositionsSet', person, breakGlass, dispatchCentre });
  }
  if (body.type === 'noteEmergency') {
    world.noted.add(body.accessId);
    world.note({ type: 'emergencyNoted', person });
  }
}

const traceOf = (type: Exclude<ChangeBody['type'], 'changeDocument'>): TraceAct =>
  type === 'authoriseCareTeam' ? 'authoriseCareTeam' : type;

function rightChange(dossier: WorldDossier, body: RightBody, at: number): RightChange {
  switch (body.type) {
    case 'grantAuthorisation':
      return { kind: 'granted', professional: body.professional, until: at + AUTHORISATION_MS };
    case 'withdrawAuthorisation':
      return { kind: 'withdrawn', professional: body.professional };
    case 'blockProfessional':
      return { kind: 'blocked', professional: body.professional };
    case 'unblockProfessional':
      return { kind: 'unblocked', professional: body.professional };
    case 'declareAttendingPhysician':
      return { kind: 'attendingDeclared', professional: LEARNER.psIdNat };
    case 'confirmAttendingPhysician':
      return { kind: 'attendingConfirmed', professional: LEARNER.psIdNat };
    case 'endAttendingPhysician':
      return { kind: 'attendingEnded' };
    case 'authoriseCareTeam':
      return {
        kind: 'teamAuthorised',
        teamId: body.teamId,
        members: body.members,
        until: at + AUTHORISATION_MS,
      };
    case 'changeCareTeam':
      return { kind: 'teamChanged', teamId: body.teamId, members: body.members };
    case 'withdrawCareTeam':
      return { kind: 'teamWithdrawn', teamId: body.teamId };
    case 'setOppositions':
      return { kind: 'oppositionsSet', breakGlass: body.breakGlass, dispatchCentre: body.dispatchCentre };
    case 'recordRepresentative':
      return {
        kind: 'representativeRecorded',
        representativeId: body.representative.representativeId,
        endsAt: majorityOf(dossier.holder.birthDate) ?? null,
      };
    case 'endRepresentative':
      return { kind: 'representativeEnded', representativeId: body.representativeId };
    case 'closeDossier':
      return { kind: 'closed', eraseAfter: at + CLOSED_KEPT_MS };
    case 'reactivateDossier':
      return { kind: 'reactivated' };
    case 'requestErasure':
      return { kind: 'erasureRequested', eraseAfter: at + ERASURE_DELAY_MS };
    case 'noteEmergency':
      return { kind: 'emergencyNoted', accessId: body.accessId };
  }
}

function detailsOf(body: RightBody): ActDetails {
  return {
    ...('presence' in body && { presence: body.presence.kind }),
    ...(body.type === 'authoriseCareTeam' && { teamName: body.name }),
    ...(body.type === 'recordRepresentative' && { representative: body.representative }),
  };
}

function onDocument(
  world: World,
  dossier: WorldDossier,
  { documentId, change: wanted }: Extract<ChangeBody, { type: 'changeDocument' }>,
): Effect {
  const document = dossier.documents.find(({ entry }) => entry.documentId === documentId);
  if (!document) return err({ type: 'Refused', code: 'subjectUnknown' });
  const verdict = verdictOn(world, dossier, {
    action: DOCUMENT_CHANGE_ACTS[wanted].action,
    document: document.entry,
  });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  world.note({ type: 'visibilityChanged', document: document.key ?? 'own', change: wanted });
  return ok(() => {
    document.entry = changed(document.entry, wanted);
    const { because } = verdict;
    addTrace(dossier, DOCUMENT_CHANGE_ACTS[wanted].act, {
      at: world.now(),
      actor: LEARNER,
      because,
      documentId,
    });
  });
}

function changed(entry: DocumentEntry, wanted: DocumentChange): DocumentEntry {
  const { visibility } = entry;
  const version = `${entry.version}'`;
  switch (wanted) {
    case 'mask':
      return { ...entry, version, visibility: { ...visibility, hiddenFromProfessionals: true } };
    case 'unmask':
      return { ...entry, version, visibility: { ...visibility, hiddenFromProfessionals: false } };
    case 'revealToHolder':
      return { ...entry, version, visibility: { ...visibility, hiddenFromHolder: false } };
    case 'revealToRepresentatives':
      return { ...entry, version, visibility: { ...visibility, hiddenFromRepresentatives: false } };
    case 'archive':
      return { ...entry, version, status: 'archived' };
    case 'unarchive':
      return { ...entry, version, status: 'current' };
    case 'delete':
      return { ...entry, version, status: 'deleted' };
  }
}
