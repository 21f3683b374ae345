import { isDeviceId, type PsIdNat } from '#base/brand.ts';
import { equalBytes, fromBase64Url, toBase64Url } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardStation, CpsIdentity, CpsLogin, Pin } from '#cards/station.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { Session } from '#wire/auth.ts';
import { keyThumbprint, type Fetch, type Identity } from '#wire/client/dpop-fetch.ts';
import { createApi, type Api } from './api.ts';
import { holderOfCertificate } from './card-holder.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { appErrorOfStation } from './station-problem.ts';

export type SignInDeps = {
  device: DeviceRepository;
  random: Random;
  origin: string;
  /** The way to the server with this device key. */
  fetchAs(identity: Identity | undefined): Fetch;
  /** How the professional's list of devices names this one. */
  deviceName: string;
};

/** A card in its station, known before the code is typed. */
export type PresentedCard = {
  station: CardStation;
  identity: CpsIdentity;
  /** False once it was pulled out, whatever took its place: a code is never presented to another's card. */
  isStillIn: () => boolean;
};

export type SignedIn = { row: ProfessionalRow; session: Session; situations: CpsLogin['situations'] };

/**
 * The identity was read when the card was put in. After the code there is one dialogue with the card:
 *
 * | app                                   | station           | server                        |
 * |---------------------------------------|-------------------|-------------------------------|
 * | this professional's device key        |                   |                               |
 * | challenge, proof by the device key    |                   | nonce bound to that key       |
 * | nonce, key, PIN, number of the card   | signs the message |                               |
 * | certificate, signature                |                   | session bound to that key     |
 */
export async function signIn(
  deps: SignInDeps,
  { station, identity, isStillIn }: PresentedCard,
  pin: Pin,
): Promise<Result<SignedIn, AppError>> {
  const owner = holderOfCertificate(identity.certificate);
  if (owner === undefined) return err({ type: 'Card', card: { type: 'Malformed', what: 'certificate' } });
  const row = await rowOf(deps, owner);
  if (!row.ok) return row;
  const api = createApi({
    fetch: deps.fetchAs({ keys: row.value.keys, token: undefined }),
    origin: deps.origin,
  });
  const challenge = await api.challenge();
  if (!challenge.ok) return err(appErrorOf(challenge.error));
  const { nonce } = challenge.value;
  const bytes = { nonce: fromBase64Url(nonce), jkt: fromBase64Url(row.value.device) };
  if (!bytes.nonce || !bytes.jkt) return err({ type: 'Server', code: 'internal' });
  // a station out of reach says so itself
  if (station.state().connected && !isStillIn()) return err(CARD_REMOVED);
  const { serialNumber } = identity;
  const login = await station.cpsLogin({ nonce: bytes.nonce, jkt: bytes.jkt, pin, serialNumber });
  if (!login.ok) return err(login.error.type === 'NoCard' ? CARD_REMOVED : appErrorOfStation(login.error));
  // what another card signed is bound to a key that is not its holder's
  if (!equalBytes(login.value.certificate, identity.certificate)) return err(CARD_REMOVED);
  return present(deps, { row: row.value, api, nonce }, login.value);
}

/** It was there when the code was handed on. */
const CARD_REMOVED: AppError = { type: 'Card', card: { type: 'CardRemoved' } };

async function present(
  deps: SignInDeps,
  { row, api, nonce }: { row: ProfessionalRow; api: Api; nonce: string },
  { certificate, signature, situations }: CpsLogin,
): Promise<Result<SignedIn, AppError>> {
  const answer = await api.signIn({
    nonce,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(signature),
    deviceName: deps.deviceName,
  });
  if (!answer.ok) return err(appErrorOf(answer.error));
  const session = answer.value;
  const ours = session.professional.psIdNat === row.owner && session.device === row.device;
  if (!ours) return err({ type: 'Server', code: 'internal' });
  const kept = await deps.device.setSession(row.owner, session);
  return kept.ok ? ok({ row: { ...row, session }, session, situations }) : err(appErrorOf(kept.error));
}

/** This professional's row on this device; with a new device key where there is none yet. */
async function rowOf(deps: SignInDeps, owner: PsIdNat): Promise<Result<ProfessionalRow, AppError>> {
  const known = await deps.device.find(owner);
  if (!known.ok) return err(appErrorOf(known.error));
  if (known.value) return ok(known.value);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const device = await keyThumbprint(keys);
  if (!isDeviceId(device)) throw new Error('a thumbprint that is not one');
  const id = deps.random.uuid();
  const empty = { name: '', profession: '', session: null, vault: null, counter: 0 };
  const added = await deps.device.findOrAdd({ id, owner, device, keys, ...empty });
  return added.ok ? added : err(appErrorOf(added.error));
}
