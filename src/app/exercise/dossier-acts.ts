import { err, ok, type Result } from '#base/result.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import { checkCreationRecord, type CreationRecord } from '#domain/consent/creation-steps.ts';
import { NO_HOLDER_DATA } from '#domain/dossier/holder-data.ts';
import { traceKindOf } from '#domain/dossier/trace-kind.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { TraceFilter } from '#wire/traces.ts';
import type { AppError, Relais } from '../port.ts';
import { newDossier } from './open-world.ts';
import { send } from './outbox.ts';
import { shownDossier, showWorld } from './shown-dossier.ts';
import { LEARNER } from './staff.ts';
import { addAct, addTrace, rightsOf, type WorldDossier } from './world-dossier.ts';
import { dossierOf, verdictOn, type World } from './world.ts';

type Acts = Pick<
  Relais,
  | 'findDossier'
  | 'listOpenDossiers'
  | 'createDossier'
  | 'authoriseMyself'
  | 'openDossier'
  | 'setPinned'
  | 'setStarred'
  | 'dossier'
  | 'traces'
  | 'setConfidential'
>;

/** Finding, creating and opening dossiers of the fictional world. */
export function dossierActs(world: World): Acts {
  const { view } = world;
  return {
    findDossier: async (insC) => (view.online ? ok(found(world, insC)) : err({ type: 'Offline' })),
    listOpenDossiers: async () => (view.online ? ok(openLines(world)) : err({ type: 'Offline' })),
    createDossier: async (input) => create(world, input),
    authoriseMyself: async (dossierId, presence) => authorise(world, dossierId, presence.kind),
    openDossier: async (dossierId) => open(world, dossierId),
    async setPinned(dossierId, pinned) {
      const dossier = world.dossiers.get(dossierId);
      if (dossier) Object.assign(dossier, { pinned, onDevice: pinned });
      showWorld(world);
      return ok(undefined);
    },
    async setStarred(dossierId, documentId, starred) {
      const stars = world.dossiers.get(dossierId)?.starred;
      if (starred) stars?.add(documentId);
      else stars?.delete(documentId);
      view.raiseRevision(dossierId);
      return ok(undefined);
    },
    async dossier(dossierId) {
      const dossier = world.dossiers.get(dossierId);
      if (!dossier || !mayRead(world, dossier)) return err({ type: 'NotCached' });
      return ok(shownDossier(world, dossier));
    },
    traces: async (dossierId, _cursor, filter) => traces(world, dossierId, filter),
    setConfidential(dossierId) {
      const before = view.confidential;
      view.confidential = dossierId;
      const told = dossierId ?? before;
      const person = told && world.dossiers.get(told)?.person;
      if (person) world.note({ type: dossierId ? 'confidentialBegun' : 'confidentialEnded', person });
    },
  };
}

const mayRead = (world: World, dossier: WorldDossier): boolean =>
  dossier.pending || (dossier.onDevice && verdictOn(world, dossier, { action: 'consultDossier' }).allowed);

function found(world: World, insC: InsC) {
  const dossier = [...world.dossiers.values()].find((one) => one.insC === insC && !one.pending);
  if (!dossier) return { kind: 'none' } as const;
  const verdict = verdictOn(world, dossier, { action: 'consultDossier', mode: 'normal' });
  const status = rightsOf(dossier).closed ? 'closed' : 'active';
  const { dossierId } = dossier;
  return { kind: 'found', dossierId, status, mayConsult: verdict.allowed, because: verdict.because } as const;
}

const openLines = (world: World) =>
  [...world.dossiers.values()]
    .filter((dossier) => verdictOn(world, dossier, { action: 'consultDossier', mode: 'normal' }).allowed)
    .map((dossier) => {
      const grant = rightsOf(dossier).grants.get(LEARNER.psIdNat);
      const { dossierId, holder, insC, createdAt } = dossier;
      return { dossierId, holder, insC, since: grant?.at ?? createdAt, until: grant?.until ?? null };
    });

function create(
  world: World,
  { insC, record, representative, holderData }: Parameters<Relais['createDossier']>[0],
): Result<{ dossierId: DossierId; existing: boolean }, AppError> {
  const person = [...world.people].find(([, known]) => known.insC === insC)?.[0];
  const checked = checkCreationRecord(record);
  if (person === undefined || !checked.ok) return err({ type: 'Refused', code: 'stepsIncomplete' });
  const known = dossierOf(world, person);
  if (known) return ok({ dossierId: known.dossierId, existing: true });
  const now = world.now();
  const dossier = newDossier(world, person, {
    createdAt: now,
    createdBy: LEARNER,
    pending: true,
    onDevice: false,
  });
  dossier.holderData = holderData ?? NO_HOLDER_DATA;
  if (representative)
    addAct(
      dossier,
      {
        kind: 'representativeRecorded',
        representativeId: representative.representativeId,
        endsAt: majorityOf(dossier.holder.birthDate) ?? null,
      },
      { by: LEARNER, at: now, representative },
    );
  noteCreation(world, dossier, checked.value);
  const { dossierId, holder } = dossier;
  const sent = send(world, { what: 'createDossier', dossierId, title: undefined, holder }, () =>
    receiveCreation(world, dossier),
  );
  return sent.ok ? ok({ dossierId, existing: false }) : sent;
}

/** What the holder agreed to stands in the rights as what they do not refuse. */
function noteCreation(world: World, dossier: WorldDossier, { consent }: CreationRecord): void {
  const { breakGlass, dispatchCentre } = consent;
  const now = world.now();
  addAct(
    dossier,
    { kind: 'oppositionsSet', breakGlass: !breakGlass, dispatchCentre: !dispatchCentre },
    { by: LEARNER, at: now },
  );
  const waiting = !world.view.online;
  world.note({ type: 'dossierCreated', person: dossier.person, breakGlass, dispatchCentre, waiting });
}

function receiveCreation(world: World, dossier: WorldDossier): void {
  dossier.pending = false;
  for (const act of ['informHolder', 'collectConsent', 'identifyHolder'] as const)
    addTrace(dossier, act, { at: world.now(), actor: LEARNER, because: 'holderPresent' });
  addTrace(dossier, 'createDossier', { at: world.now(), actor: LEARNER, because: 'dossierAbsent' });
}

function authorise(
  world: World,
  dossierId: DossierId,
  presence: 'vitale' | 'declared',
): Result<void, AppError> {
  const dossier = world.dossiers.get(dossierId);
  if (!dossier) return err({ type: 'NotCached' });
  const verdict = verdictOn(world, dossier, { action: 'grantAuthorisation' });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  const { holder, person } = dossier;
  world.note({ type: 'accessAuthorised', person });
  return send(world, { what: 'grantAuthorisation', dossierId, title: undefined, holder }, () => {
    const at = world.now();
    addAct(
      dossier,
      { kind: 'granted', professional: LEARNER.psIdNat, until: at + AUTHORISATION_MS },
      { by: LEARNER, at, presence },
    );
    addTrace(dossier, 'grantAuthorisation', { at, actor: LEARNER, because: 'holderPresent' });
    dossier.onDevice = true;
  });
}

function open(world: World, dossierId: DossierId): Result<void, AppError> {
  const dossier = world.dossiers.get(dossierId);
  if (!dossier) return err({ type: 'Server', code: 'notFound' });
  if (dossier.pending) return ok(undefined);
  const verdict = verdictOn(world, dossier, { action: 'consultDossier' });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  if (!world.view.online && !dossier.onDevice) return err({ type: 'Offline' });
  dossier.onDevice = true;
  dossier.openedAt = world.now();
  addTrace(dossier, 'consultDossier', { at: world.now(), actor: LEARNER, because: verdict.because });
  world.note({ type: 'dossierOpened', person: dossier.person });
  showWorld(world);
  return ok(undefined);
}

function traces(
  world: World,
  dossierId: DossierId,
  filter: TraceFilter = {},
): Result<{ traces: readonly TraceView[]; cursor: null }, AppError> {
  const dossier = world.dossiers.get(dossierId);
  if (!world.view.online) return err({ type: 'Offline' });
  if (!dossier) return err({ type: 'NotCached' });
  const verdict = verdictOn(world, dossier, { action: 'readTraces' });
  if (!verdict.allowed) return err({ type: 'Refused', code: verdict.because });
  world.note({ type: 'tracesRead', person: dossier.person });
  return ok({ traces: dossier.traces.filter((trace) => passes(filter, trace)), cursor: null });
}

const passes = ({ professional, kind, from = 0, to = Infinity }: TraceFilter, trace: TraceView): boolean =>
  (professional === undefined || trace.actor?.psIdNat === professional) &&
  (kind === undefined || traceKindOf(trace) === kind) &&
  trace.at >= from &&
  trace.at <= to;
