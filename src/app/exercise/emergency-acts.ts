import { err, ok } from '#base/result.ts';
import { EMERGENCY_MS } from '#domain/access/durations.ts';
import { normaliseBirthDate } from '#domain/identity/birth-date.ts';
import { foldName } from '#domain/identity/person-name.ts';
import type { EmergencySearch, MyEmergency } from '#wire/emergency.ts';
import type { Relais } from '../port.ts';
import { checkCps } from './cards.ts';
import { fictionalId } from '#training/fictional-id.ts';
import { showWorld } from './shown-dossier.ts';
import { LEARNER } from './staff.ts';
import { addAct, addTrace, rightsOf, type WorldDossier } from './world-dossier.ts';
import { THIS_DEVICE, verdictOn, type World } from './world.ts';

type Acts = Pick<Relais, 'openEmergency' | 'resumeEmergency' | 'endEmergency' | 'myEmergencies'>;
type Asked = Parameters<Relais['openEmergency']>[0];

/** Break-glass in the fictional world, by the real rules. */
export function emergencyActs(world: World): Acts {
  const { view } = world;
  return {
    openEmergency: async (asked) => open(world, asked),
    async resumeEmergency({ dossierId, accessId, mode, until }) {
      if (mode === 'normal') return err({ type: 'NotCached' });
      view.emergency = { dossierId, accessId, mode, until };
      view.inMemory = dossierId;
      return ok(undefined);
    },
    async endEmergency() {
      endEmergency(world);
      return ok(undefined);
    },
    myEmergencies: async () => (view.online ? ok(accesses(world)) : err({ type: 'Offline' })),
  };
}

async function open(
  world: World,
  { mode, search, reason, proof }: Asked,
): ReturnType<Relais['openEmergency']> {
  if (!world.view.online) return err({ type: 'Offline' });
  if (proof.kind !== 'card') return err({ type: 'PasskeyUnavailable' });
  const proven = checkCps(world, proof.pin);
  if (!proven.ok) return proven;
  const dossier = [...world.dossiers.values()].find((one) => isSought(one, search));
  if (!dossier) return ok({ kind: 'notFound' });
  const { dossierId } = dossier;
  if (verdictOn(world, dossier, { action: 'consultDossier', mode: 'normal' }).allowed)
    return ok({ kind: 'opened', dossierId, mode: 'normal', accessId: null, until: null });
  const verdict = verdictOn(world, dossier, { action: 'openEmergency', mode });
  if (!verdict.allowed) return ok({ kind: 'refused', because: verdict.because });
  const { accessId, until } = openAccess(world, dossier, mode, reason);
  return ok({ kind: 'opened', dossierId, mode, accessId, until });
}

/** Opens the access and shows it; the acts of an exercise begun again do so too. */
export function openAccess(
  world: World,
  dossier: WorldDossier,
  mode: Asked['mode'],
  reason: string | undefined,
): { accessId: string; until: number } {
  const { view } = world;
  const at = world.now();
  const access = { accessId: fictionalId(world.next()), until: at + EMERGENCY_MS };
  const { dossierId, person } = dossier;
  addAct(dossier, { kind: 'emergencyOpened', mode, device: THIS_DEVICE, ...access }, { by: LEARNER, at });
  addTrace(dossier, 'openEmergency', {
    at,
    actor: LEARNER,
    mode,
    because: 'emergency',
    ...(reason !== undefined && { reason }),
  });
  dossier.onDevice = true;
  view.emergency = { dossierId, mode, ...access };
  view.inMemory = dossierId;
  world.note({ type: 'emergencyOpened', person });
  return access;
}

/** Exact, as outside: no part of a name finds anything. */
function isSought({ holder, insC, pending }: WorldDossier, search: EmergencySearch): boolean {
  if (pending) return false;
  if (search.by === 'insC') return insC === search.insC;
  return (
    foldName(holder.familyName) === foldName(search.familyName) &&
    foldName(holder.firstName) === foldName(search.firstName) &&
    holder.birthDate === normaliseBirthDate(search.birthDate)
  );
}

export function endEmergency(world: World): void {
  const { view } = world;
  const open = view.emergency;
  const dossier = open && world.dossiers.get(open.dossierId);
  view.emergency = undefined;
  view.inMemory = undefined;
  if (!open || !dossier) return;
  const at = world.now();
  addAct(dossier, { kind: 'emergencyEnded', accessId: open.accessId }, { by: LEARNER, at });
  addTrace(dossier, 'endEmergency', { at, actor: LEARNER, mode: open.mode, because: 'emergency' });
  dossier.onDevice = false;
  world.note({ type: 'emergencyEnded', person: dossier.person });
  showWorld(world);
}

const accesses = (world: World): MyEmergency[] =>
  [...world.dossiers.values()].flatMap((dossier) =>
    [...rightsOf(dossier).emergencies].map(([accessId, { mode, at, until, endedAt }]) => ({
      dossierId: dossier.dossierId,
      accessId,
      mode,
      openedAt: at,
      until,
      endedAt: endedAt ?? null,
      noted: world.noted.has(accessId),
    })),
  );
