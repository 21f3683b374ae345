import { isPsIdNat, type DossierId, type InsC, type PsIdNat } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { createCrl } from '#demo/pki.ts';
import { DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { DEMO_PROFESSIONALS, type DemoProfessional } from '#demo/professionals.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { addProfessional } from '#server/auth/professionals.ts';
import { addRevocationList, addTrusted } from '#server/auth/trust.ts';
import { grantEntitlement } from '#server/repositories/entitlements.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { furnishingDevice, type FurnishingDevice } from './device.ts';
import { documentsFor } from './documents.ts';
import { done } from './done.ts';
import { FURNISHED, type FurnishedDossier } from './dossiers.ts';
import { provide } from './provide.ts';
import type { DemoWorld } from './world.ts';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Makes a demonstration ready: trust in its own authority (with a fresh revocation list at each start), its
 * professionals, and at first start some dossiers, so that there is something to open.
 */
export async function furnish(server: RelaisServer, world: DemoWorld): Promise<void> {
  const now = server.clock.now();
  if (world.fresh) {
    unwrap(await addTrusted(server.auth, world.authority.rootCertificate));
    unwrap(await addTrusted(server.auth, world.authority.intermediateCertificate));
    for (const professional of DEMO_PROFESSIONALS) await letIn(server, professional);
  }
  const list = await createCrl(world.authority, [], new Date(now), new Date(now + 365 * DAY_MS));
  unwrap(await addRevocationList(server.auth, list));
  if (world.fresh) await furnishDossiers(server, world);
}

/** As an operator does: who may come in, and what is granted to them by name. */
async function letIn(server: RelaisServer, professional: DemoProfessional): Promise<void> {
  const { familyName, firstName, professionCode: profession, entitlements } = professional;
  const psIdNat = checked(professional.psIdNat);
  await addProfessional(server.auth, { psIdNat, familyName, firstName, profession });
  const at = server.clock.now();
  for (const entitlement of entitlements)
    await server.directory.write(async (tx) => {
      await grantEntitlement(tx, { psIdNat, entitlement, grantedAt: at });
      await server.directoryTraces.record(tx, {
        at,
        act: 'grantEntitlement',
        mode: 'normal',
        allowed: true,
        because: 'byOperator',
        reason: `${psIdNat} ${entitlement}`,
      });
    });
}

function checked(psIdNat: string): PsIdNat {
  if (!isPsIdNat(psIdNat)) throw new Error('a demonstration professional has no identifier');
  return psIdNat;
}

const psIdNatOf = (id: string): PsIdNat =>
  checked(DEMO_PROFESSIONALS.find((known) => known.id === id)?.psIdNat ?? '');

async function furnishDossiers(server: RelaisServer, world: DemoWorld): Promise<void> {
  const devices = {
    doctor: await deviceOf(server, world, 'cps-generaliste'),
    nurse: await deviceOf(server, world, 'cps-infirmiere'),
    emergencyDoctor: await deviceOf(server, world, 'cps-urgentiste'),
  };
  for (const furnished of FURNISHED) {
    const dossierId = await createDossier(server, devices.doctor, furnished);
    for (const id of furnished.authorised) await authorise(server, devices.doctor, { dossierId, id });
    for (const document of documentsFor(furnished.card, server.clock.now()))
      await provide(server, devices, dossierId, document);
    const acts = furnished.acts?.(dossierId, { at: server.clock.now(), psIdNatOf }) ?? [];
    for (const act of acts) done(await devices.doctor.send(act));
  }
}

function deviceOf(server: RelaisServer, world: DemoWorld, id: string): Promise<FurnishingDevice> {
  const card = world.cards[id];
  if (!card) throw new Error('a demonstration card is missing');
  return furnishingDevice(server, card);
}

async function holderOf(cardId: string): Promise<{ traits: HolderTraits; insC: InsC }> {
  const card = DEMO_HOLDER_CARDS.find(({ id }) => id === cardId);
  const person = card?.kind === 'vitale2' ? card.content.persons[0] : undefined;
  const identity = person && (await identifyBeneficiary(person));
  if (identity?.kind !== 'identified') throw new Error('a demonstration holder has no identity');
  return identity;
}

async function createDossier(
  server: RelaisServer,
  device: FurnishingDevice,
  { card, representative }: FurnishedDossier,
): Promise<DossierId> {
  const { traits, insC } = await holderOf(card);
  const at = server.clock.now();
  const receipt = await device.send({
    type: 'createDossier',
    dossierId: server.random.uuid() as DossierId,
    holder: traits,
    insC,
    record: {
      informed: { at, brochureVersion: CURRENT_BROCHURE },
      consent: { at, breakGlass: true, dispatchCentre: true },
      identified: { vitaleReadAt: at, confirmedAt: at },
    },
    ...(representative && { representative }),
  });
  return done(receipt);
}

async function authorise(
  server: RelaisServer,
  device: FurnishingDevice,
  { dossierId, id }: { dossierId: DossierId; id: string },
): Promise<void> {
  const presence = { kind: 'vitale', readAt: server.clock.now() } as const;
  done(await device.send({ type: 'grantAuthorisation', dossierId, professional: psIdNatOf(id), presence }));
}
