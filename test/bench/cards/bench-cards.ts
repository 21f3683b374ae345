import { toBase64, utf8 } from '#base/bytes.ts';
import { unwrap, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { createMemoryCpsCache, type CpsCache } from '#cards/cps/card-cache.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { cpsUnlock } from '#cards/cps/unlock.ts';
import type { CardError } from '#cards/errors.ts';
import type { CpsLoginRequest, CpsUnlockRequest } from '#cards/station.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard, type StoredCpsCard, type StoredKeyPair } from '#demo/cps-card.ts';
import { distinguishedName } from '#demo/distinguished-name.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { generateKeyPair } from '#demo/pki.ts';
import { basicConstraints, certify, KEY_USAGE, keyUsage } from '#demo/x509.ts';
import { OctetString } from 'asn1js';
import { Extension } from 'pkijs';

export type Generation = 'cps3' | 'cps4';
/** A dialogue, whatever it gives. */
export type Dialogue = (channel: CardChannel) => Promise<Result<unknown, CardError>>;

const PIN = '1234';
const SITUATIONS = [
  { name: 'CABINET DES TILLEULS (FICTIF)', structureId: '10B0012345', sector: 'SA07' },
  { name: 'MAISON DES ACACIAS (FICTIVE)', structureId: '1990000012', sector: 'SA05' },
] as const;
const SERVER = { instanceId: 'mesure', origin: 'https://dmp.example' };

/** A station signs no challenge twice. */
export const loginRequest = (): CpsLoginRequest => ({
  nonce: crypto.getRandomValues(new Uint8Array(32)),
  jkt: new Uint8Array(32).fill(9),
  pin: utf8(PIN),
});
export const unlockRequest = (): CpsUnlockRequest => ({
  vaultId: new Uint8Array(16).fill(1),
  salt: new Uint8Array(32).fill(2),
  pin: utf8(PIN),
});

/** A file under 256 bytes, and one of three persons with a certificate behind them. */
export const vitaleCard = (size: 'small' | 'large'): SimulatedCard => {
  const id = size === 'small' ? 'vitale-pat-trois' : 'vitale-famille';
  const holder = DEMO_HOLDER_CARDS.find((card) => card.id === id);
  if (!holder) throw new Error('no such holder');
  return createHolderCard(holder);
};

export interface BenchCps {
  readonly card: (generation: Generation) => SimulatedCard;
  /** A cache that knows this card, as after a login. */
  readonly known: (generation: Generation) => CpsCache;
}

export const identity =
  (cache: CpsCache): Dialogue =>
  (channel) =>
    readCpsIdentity(channel, cache);
export const login =
  (cache: CpsCache): Dialogue =>
  (channel) =>
    cpsLogin(channel, { ...SERVER, ...loginRequest() }, cache);
export const unlock =
  (cache: CpsCache): Dialogue =>
  (channel) =>
    cpsUnlock(channel, { ...SERVER, ...unlockRequest() }, cache);

/** Cards with RSA-2048 keys, two places of practice and certificates of the length that real ones have. */
export async function issueBenchCps(
  lead: (card: SimulatedCard, dialogue: Dialogue) => Promise<Result<unknown, CardError>>,
): Promise<BenchCps> {
  const stored: StoredCpsCard = {
    pin: PIN,
    serialNumber: '290099506',
    authentication: await keyPair(),
    signature: await keyPair(),
    situations: SITUATIONS,
  };
  const card = (generation: Generation): SimulatedCard => openCpsCard({ ...stored, generation });
  const caches = { cps3: createMemoryCpsCache(), cps4: createMemoryCpsCache() };
  for (const generation of ['cps3', 'cps4'] as const)
    unwrap(await lead(card(generation), login(caches[generation])));
  return { card, known: (generation) => caches[generation] };
}

/** Bytes of an authentication certificate of a CPS, about. */
const CERTIFICATE_LENGTH = 1800;
/** Of the simulated one without its filling. */
const BARE_LENGTH = 834;
const DAY_MS = 24 * 3600 * 1000;

async function keyPair(): Promise<StoredKeyPair> {
  const { publicKey, privateKey } = await generateKeyPair();
  const name = distinguishedName([[['country', 'FR']], [['commonName', 'CARTE DE MESURE']]]);
  const filling = new OctetString({ valueHex: new ArrayBuffer(CERTIFICATE_LENGTH - BARE_LENGTH) });
  const certificate = await certify({
    issuer: name,
    issuerPublicKey: publicKey,
    signingKey: privateKey,
    subject: name,
    publicKey,
    serial: 1,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    extensions: [
      basicConstraints({}),
      keyUsage(KEY_USAGE.digitalSignature),
      new Extension({ extnID: '1.2.3.4', critical: false, extnValue: filling.toBER() }),
    ],
  });
  return { key: await crypto.subtle.exportKey('jwk', privateKey), certificate: toBase64(certificate) };
}
