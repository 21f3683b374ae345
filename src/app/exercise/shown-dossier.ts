import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { correctedTraits } from '#domain/dossier/holder-data.ts';
import {
  attendingPhysicianOf,
  authorisationOf,
  careTeamOf,
  isRepresented,
  openEmergencyOf,
} from '#domain/rights/rights.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import type { CachedDossier, DossierLine, PendingDossier } from '../dossier-port.ts';
import { rightsLines } from './rights-lines.ts';
import { LEARNER } from './staff.ts';
import { isMinor, rightsOf, type WorldDocument, type WorldDossier } from './world-dossier.ts';
import { THIS_DEVICE, verdictOn, type World } from './world.ts';

const HOUR_MS = 3_600_000;

/** A dossier as the pages read it: what this reader may see, by the real rules. */
export function shownDossier(world: World, dossier: WorldDossier): CachedDossier {
  const header = headerOf(world, dossier);
  return {
    header,
    entries: dossier.pending ? [] : visibleDocuments(world, dossier).map(({ entry }) => entry),
    waiting: dossier.waiting.map(({ document }) => document).toReversed(),
    starred: new Set(dossier.starred),
    syncedAt: world.now(),
    emergency: header.access.mode !== 'normal',
    ...(dossier.pending && { pending: true }),
  };
}

/** Newest first. */
export const visibleDocuments = (world: World, dossier: WorldDossier): WorldDocument[] =>
  dossier.documents
    .filter(({ entry }) => verdictOn(world, dossier, { action: 'retrieveDocument', document: entry }).allowed)
    .toSorted((a, b) => b.entry.submittedAt - a.entry.submittedAt);

function headerOf(world: World, dossier: WorldDossier): DossierHeader {
  const now = world.now();
  const rights = rightsOf(dossier);
  const { psIdNat } = LEARNER;
  const emergency = openEmergencyOf(rights, { professional: psIdNat, device: THIS_DEVICE }, now);
  const verdict = verdictOn(world, dossier, { action: 'consultDossier' });
  const grant = rights.grants.get(psIdNat);
  const { breakGlass, dispatchCentre } = rights.oppositions;
  const version = String(dossier.version);
  return {
    dossierId: dossier.dossierId,
    holder: correctedTraits(dossier.holder, dossier.holderData),
    insC: dossier.insC,
    status: rights.closed ? 'closed' : 'active',
    createdAt: dossier.createdAt,
    createdBy: dossier.createdBy,
    optOut: { breakGlass, dispatchCentre },
    brochureVersion: CURRENT_BROCHURE,
    access: {
      mode: emergency?.mode ?? 'normal',
      because: verdict.allowed ? verdict.because : 'feeding',
      since: emergency?.at ?? grant?.at ?? dossier.createdAt,
      until: emergency?.until ?? grant?.until ?? null,
    },
    standing: {
      authorisation: authorisationOf(rights, psIdNat, now),
      careTeam: careTeamOf(rights, psIdNat, now),
      attendingPhysician: attendingPhysicianOf(rights, psIdNat),
    },
    minor: isMinor(dossier, now),
    represented: isRepresented(rights, now),
    holderData: { ...dossier.holderData, version },
    ...(!emergency && { rights: rightsLines(dossier, now) }),
    version,
  };
}

/** Brings the lists of the screens up to what the world holds. */
export function showWorld(world: World): void {
  const { view } = world;
  const dossiers = [...world.dossiers.values()];
  view.outbox = world.outbox.map(({ line }) => line).toReversed();
  view.unsent = world.outbox.filter(({ line }) => line.state === 'waiting').length;
  if (view.vault !== 'open') return;
  view.dossiers = dossiers
    .filter((dossier) => isKept(world, dossier))
    .map((dossier) => lineOf(world, dossier));
  view.pending = dossiers.filter(({ pending }) => pending).map(pendingLine);
}

const isKept = (world: World, dossier: WorldDossier): boolean =>
  dossier.onDevice &&
  !dossier.pending &&
  verdictOn(world, dossier, { action: 'consultDossier', mode: 'normal' }).allowed;

const lineOf = (world: World, dossier: WorldDossier): DossierLine => ({
  dossierId: dossier.dossierId,
  holder: dossier.holder,
  insC: dossier.insC,
  documents: visibleDocuments(world, dossier).length + dossier.waiting.length,
  waiting: dossier.waiting.length,
  pinned: dossier.pinned,
  complete: true,
  openedAt: dossier.openedAt,
  syncedAt: world.now(),
  leaseUntil: world.now() + 72 * HOUR_MS,
  leaseEndsSoon: false,
});

const pendingLine = (dossier: WorldDossier): PendingDossier => ({
  dossierId: dossier.dossierId,
  holder: dossier.holder,
  insC: dossier.insC,
  documents: dossier.waiting.length,
  authorised: rightsOf(dossier).grants.has(LEARNER.psIdNat),
  writtenAt: dossier.createdAt,
  vitaleReadAt: dossier.createdAt,
  refused: false,
});
