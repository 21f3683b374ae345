import type { DossierId, InsC } from '#base/brand.ts';
import { toBase64Url } from '#base/bytes.ts';
import { ok, unwrap } from '#base/result.ts';
import type { Clock } from '#base/clock.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { PracticePlace } from '#domain/dossier/document-entry.ts';
import { createCrl, generateKeyPair } from '#demo/pki.ts';
import { issueChallenge } from '#server/auth/login-nonce.ts';
import { addRevocationList, addTrusted } from '#server/auth/trust.ts';
import { appRouter } from '#server/router.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { traceRow } from '#server/schema/trace.ts';
import { openTraceSecret } from '#server/traces/view.ts';
import type { EmergencySearch, FreshProof, OpenEmergencyInput } from '#wire/emergency.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { DAY_MS, signLogin } from './auth-harness.ts';
import { createBody, HOLDER, newDossierId, type TestDevice } from './test-device.ts';
import { issueCard, makePki, type TestPki } from './test-pki.ts';

/** A signed-in device: what `emergency`, `notices`, `letters`, `dossiers` answer to it. */
export function callerFor(
  server: RelaisServer,
  { device, actor, publicJwk }: TestDevice,
  practice?: PracticePlace,
) {
  const session = { expiresAt: server.clock.now() + DAY_MS, tokenHash: '', practice };
  const caller = { kind: 'session', professional: actor, device, publicJwk, ...session } as const;
  return appRouter.createCaller({ server, caller: ok(caller), wireVersion: WIRE_VERSION });
}

/** Cards of an authority that the server trusts, with a list of revoked ones that is current by its clock. */
export async function trustCards(server: RelaisServer, known?: TestPki): Promise<TestPki> {
  const pki = known ?? (await makePki());
  const now = server.clock.now();
  unwrap(await addTrusted(server.auth, pki.authority.rootCertificate));
  unwrap(await addTrusted(server.auth, pki.authority.intermediateCertificate));
  const crl = await createCrl(pki.authority, [666], new Date(now - DAY_MS), new Date(now + 300 * DAY_MS));
  unwrap(await addRevocationList(server.auth, crl));
  return pki;
}

export type TestCard = { certificate: string; key: CryptoKey };
type CardHolder = NonNullable<Parameters<typeof issueCard>[2]['holder']>;

export async function cardOf(pki: TestPki, holder: CardHolder): Promise<TestCard> {
  const keys = await generateKeyPair();
  const der = await issueCard(pki.authority, keys.publicKey, { holder });
  return { certificate: toBase64Url(der), key: keys.privateKey };
}

/** What a card answers to a fresh challenge of this device. */
export async function proofBy(
  server: RelaisServer,
  { device }: Pick<TestDevice, 'device'>,
  card: TestCard,
): Promise<Extract<FreshProof, { kind: 'card' }>> {
  const { nonce } = await issueChallenge(server.auth, device);
  const { origin } = server.config;
  const signed = { nonce, jkt: device, origin, instanceId: server.instance.id };
  return { kind: 'card', nonce, certificate: card.certificate, signature: await signLogin(card.key, signed) };
}

export const REASON = 'Trouvé inconscient dans la rue';

export const byTraits = (changes: Partial<Extract<EmergencySearch, { by: 'traits' }>> = {}) =>
  ({ by: 'traits', familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01', ...changes }) as const;

/** Break-glass of this device with its card. */
export async function breakGlass(
  server: RelaisServer,
  device: TestDevice,
  card: TestCard,
  changes: Partial<OpenEmergencyInput> & { practice?: PracticePlace } = {},
) {
  const { practice, ...input } = changes;
  const proof = input.proof ?? (await proofBy(server, device, card));
  return callerFor(server, device, practice).emergency.open({
    mode: 'bris_de_glace',
    search: byTraits(),
    ...(input.mode === 'centre_15' ? {} : { reason: REASON }),
    ...input,
    proof,
  });
}

type Wanted = {
  insC?: InsC;
  holder?: HolderTraits;
  holderData?: HolderData;
  breakGlass?: boolean;
  dispatchCentre?: boolean;
};

/** A dossier that this device creates; both emergency accesses are consented to unless said otherwise. */
export async function makeDossier(
  creator: TestDevice,
  clock: Clock,
  wanted: Wanted = {},
): Promise<DossierId> {
  const dossierId = newDossierId();
  const body = createBody(dossierId, clock.now(), wanted.insC ?? HOLDER.insC);
  if (body.type !== 'createDossier') throw new Error('another body');
  const { breakGlass = true, dispatchCentre = true } = wanted;
  const consent = { ...body.record.consent, breakGlass, dispatchCentre };
  const receipt = await creator.send({
    ...body,
    holder: wanted.holder ?? body.holder,
    record: { ...body.record, consent },
    ...(wanted.holderData && { holderData: wanted.holderData }),
  });
  if (receipt.outcome.type !== 'done') throw new Error(`not created: ${receipt.outcome.code}`);
  return receipt.outcome.dossierId;
}

/** An INS-C of nobody, with its key (20 digits, then 97 less the remainder by 97). */
export function insCOf(n: number): InsC {
  const digits = String(n).padStart(20, '1');
  const key = 97n - (BigInt(digits) % 97n);
  return `${digits}${String(key).padStart(2, '0')}` as InsC;
}

/** Traces of a tree with what they commit to, oldest first. */
export async function tracesOf(server: RelaisServer, tree: 'directory' | 'shard-1') {
  const { db } = tree === 'directory' ? server.directory : server.shards.newest.database;
  const rows = await db.select().from(traceRow).orderBy(traceRow.leafIndex);
  return rows.map((row) => ({
    leaf: JSON.parse(row.leaf) as {
      act: string;
      mode: string;
      allowed: boolean;
      because: string;
      rule?: string;
      dossierId?: string;
    },
    secret: openTraceSecret(server.traceKey, tree, row),
  }));
}

export const lastTrace = async (server: RelaisServer, tree: 'directory' | 'shard-1') =>
  (await tracesOf(server, tree)).at(-1);
