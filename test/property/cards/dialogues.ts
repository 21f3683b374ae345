import { toBase64, utf8 } from '#base/bytes.ts';
import { unwrap, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import { createMemoryCpsCache, type CpsCache, type CpsCacheEntry } from '#cards/cps/card-cache.ts';
import { readCpsIdentity } from '#cards/cps/identity.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { cpsUnlock } from '#cards/cps/unlock.ts';
import type { CardError } from '#cards/errors.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { withCard } from '#cards/with-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard, type StoredCpsCard, type StoredKeyPair } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { createDemoAuthority, issueCertificate, type DemoAuthority } from '#demo/pki.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { RSA } from '#demo/x509.ts';
import { nurse, VALIDITY } from '../../unit/demo/cards.ts';

/** A whole dialogue, and the card that it is led with. */
export interface Dialogue {
  readonly card: () => SimulatedCard;
  readonly lead: (channel: CardChannel, pin?: 'atStation') => Promise<Result<unknown, CardError>>;
}

/** What `withCard` gives a whole dialogue. */
export const MAX_EXCHANGES = 2000;
/** The smallest key that is taken: thousands of signatures are to be made. */
const RSA_1024 = { ...RSA, modulusLength: 1024 };

const challenge = { instanceId: 'i', origin: 'o', nonce: new Uint8Array(32), jkt: new Uint8Array(32) };
const vault = { origin: 'o', vaultId: new Uint8Array(16), salt: new Uint8Array(32) };

export type DialogueName =
  'vitale' | `${'identity' | 'login' | 'known login' | 'known unlock'} ${'cps3' | 'cps4'}`;

/** Makes keys and cards once: a test file needs them thousands of times. */
export async function prepareDialogues(): Promise<Readonly<Record<DialogueName, Dialogue>>> {
  const cps3 = await issueCps();
  const cps4: StoredCpsCard = { ...cps3, generation: 'cps4' };
  const [third, fourth] = [await cpsDialogues(cps3), await cpsDialogues(cps4)];
  return {
    vitale: { card: vitaleCard, lead: readVitale },
    'identity cps3': third.identity,
    'identity cps4': fourth.identity,
    'login cps3': third.login,
    'login cps4': fourth.login,
    'known login cps3': third.knownLogin,
    'known login cps4': fourth.knownLogin,
    'known unlock cps3': third.knownUnlock,
    'known unlock cps4': fourth.knownUnlock,
  };
}

function vitaleCard(): SimulatedCard {
  const family = DEMO_HOLDER_CARDS.find(({ id }) => id === 'vitale-famille');
  if (!family) throw new Error('no family card');
  return createHolderCard(family);
}

async function cpsDialogues(
  stored: StoredCpsCard,
): Promise<Record<'identity' | 'login' | 'knownLogin' | 'knownUnlock', Dialogue>> {
  const card = (): SimulatedCard => openCpsCard(stored);
  const known = await entryOf(card());
  const typed = () => utf8(nurse().pin);
  return {
    identity: { card, lead: (channel) => readCpsIdentity(channel) },
    login: { card, lead: (channel, pin) => cpsLogin(channel, { ...challenge, pin: pin ?? typed() }) },
    knownLogin: {
      card,
      lead: (channel, pin) => cpsLogin(channel, { ...challenge, pin: pin ?? typed() }, knowing(known)),
    },
    knownUnlock: {
      card,
      lead: (channel, pin) => cpsUnlock(channel, { ...vault, pin: pin ?? typed() }, knowing(known)),
    },
  };
}

/** What is kept of a card after a login. */
async function entryOf(card: SimulatedCard): Promise<CpsCacheEntry> {
  const cache = createMemoryCpsCache();
  const reader = createSimulatedReader();
  reader.insert(card);
  const request = { ...challenge, pin: utf8(nurse().pin) };
  unwrap(await withCard(reader, (channel) => cpsLogin(channel, request, cache)));
  const entry = await cache.get(nurse().serialNumber);
  if (!entry) throw new Error('nothing was kept');
  return entry;
}

function knowing(entry: CpsCacheEntry): CpsCache {
  const cache = createMemoryCpsCache();
  void cache.put(nurse().serialNumber, entry);
  return cache;
}

async function issueCps(): Promise<StoredCpsCard> {
  const authority = await createDemoAuthority(VALIDITY);
  const { pin, serialNumber } = nurse();
  return {
    generation: 'cps3',
    pin,
    serialNumber,
    authentication: await issueKeyPair(authority, 'authentication', 1),
    signature: await issueKeyPair(authority, 'signature', 2),
    situations: [{ name: 'A', sector: 'SA07' }, { name: 'B' }],
  };
}

async function issueKeyPair(
  authority: DemoAuthority,
  usage: 'authentication' | 'signature',
  serial: number,
): Promise<StoredKeyPair> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(RSA_1024, true, ['sign', 'verify']);
  const subject = nurse();
  const certificate = await issueCertificate(authority, { ...VALIDITY, subject, publicKey, usage, serial });
  return { key: await crypto.subtle.exportKey('jwk', privateKey), certificate: toBase64(certificate) };
}
