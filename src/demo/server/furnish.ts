import { isPsIdNat, type ContentHash, type DocumentId, type DossierId, type PsIdNat } from '#base/brand.ts';
import { sha256, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { createCrl } from '#demo/pki.ts';
import { DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { DEMO_PROFESSIONALS, type DemoProfessional } from '#demo/professionals.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import type { InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { addProfessional } from '#server/auth/professionals.ts';
import { addRevocationList, addTrusted } from '#server/auth/trust.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { Receipt } from '#wire/commands.ts';
import { furnishingDevice, type FurnishingDevice } from './device.ts';
import { documentsFor, type DemoDocument } from './documents.ts';
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
    for (const professional of DEMO_PROFESSIONALS) await addProfessional(server.auth, rowOf(professional));
  }
  const list = await createCrl(world.authority, [], new Date(now), new Date(now + 365 * DAY_MS));
  unwrap(await addRevocationList(server.auth, list));
  if (world.fresh) await furnishDossiers(server, world);
}

function rowOf({ psIdNat, familyName, firstName, professionCode }: DemoProfessional) {
  return { psIdNat: checked(psIdNat), familyName, firstName, profession: professionCode };
}

function checked(psIdNat: string): PsIdNat {
  if (!isPsIdNat(psIdNat)) throw new Error('a demonstration professional has no identifier');
  return psIdNat;
}

/** Whose dossiers exist at first start, and who may consult them: the others are there to be created. */
const FURNISHED = [
  { card: 'vitale-pat-trois', authorised: ['cps-generaliste', 'cps-infirmiere'] },
  { card: 'vitale-tchitchi', authorised: ['cps-infirmiere', 'cps-generaliste'] },
  { card: 'vitale-nessi', authorised: ['cps-generaliste'] },
] as const;

async function furnishDossiers(server: RelaisServer, world: DemoWorld): Promise<void> {
  const doctor = await deviceOf(server, world, 'cps-generaliste');
  const nurse = await deviceOf(server, world, 'cps-infirmiere');
  for (const { card, authorised } of FURNISHED) {
    const holder = await holderOf(card);
    const dossierId = await createDossier(server, doctor, holder);
    for (const id of authorised) await authorise(server, doctor, { dossierId, id });
    for (const document of documentsFor(card, server.clock.now())) {
      await provide(document.by === 'nurse' ? nurse : doctor, dossierId, document, server);
    }
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
  { traits, insC }: { traits: HolderTraits; insC: InsC },
): Promise<DossierId> {
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
  });
  return done(receipt);
}

async function authorise(
  server: RelaisServer,
  device: FurnishingDevice,
  { dossierId, id }: { dossierId: DossierId; id: string },
): Promise<void> {
  const professional = DEMO_PROFESSIONALS.find((known) => known.id === id);
  const presence = { kind: 'vitale', readAt: server.clock.now() } as const;
  done(
    await device.send({
      type: 'grantAuthorisation',
      dossierId,
      professional: checked(professional?.psIdNat ?? ''),
      presence,
    }),
  );
}

async function provide(
  device: FurnishingDevice,
  dossierId: DossierId,
  { content, by: _by, ...described }: DemoDocument,
  server: RelaisServer,
): Promise<void> {
  await device.upload(content);
  const documentId = server.random.uuid() as DocumentId;
  const document = {
    ...described,
    documentId,
    logicalId: documentId,
    size: content.length,
    sha256: await contentHash(content),
    visibility: VISIBLE_TO_ALL,
  };
  done(await device.send({ type: 'provideDocument', dossierId, document }));
}

const contentHash = async (content: Bytes): Promise<ContentHash> =>
  toHex(await sha256(content)) as ContentHash;

function done({ outcome }: Receipt): DossierId {
  if (outcome.type === 'refused')
    throw new Error(`the demonstration could not be furnished: ${outcome.code}`);
  return outcome.dossierId;
}
