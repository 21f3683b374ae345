import { isDeviceId, type PsIdNat } from '#base/brand.ts';
import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { Session } from '#wire/auth.ts';
import { createApi, type Api } from './api.ts';
import { holderOfCertificate } from './card-holder.ts';
import { keyThumbprint, type Fetch, type Identity } from '#wire/client/dpop-fetch.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';

export type SignInDeps = {
  device: DeviceRepository;
  random: Random;
  origin: string;
  /** The way to the server with this device key. */
  fetchAs(identity: Identity | undefined): Fetch;
  /** How the professional's list of devices names this one. */
  deviceName: string;
};

export type SignedIn = { row: ProfessionalRow; session: Session };

/**
 * One dialogue with the card, one PIN:
 *
 * | app                                   | card              | server                        |
 * |---------------------------------------|-------------------|-------------------------------|
 * | who is it?                            | certificate       |                               |
 * | this professional's device key        |                   |                               |
 * | challenge, proof by the device key    |                   | nonce bound to that key       |
 * | PIN                                   | signs the message |                               |
 * | certificate, signature                |                   | session bound to that key     |
 */
export async function signIn(
  deps: SignInDeps,
  reader: CardReader,
  pin: string,
): Promise<Result<SignedIn, AppError>> {
  const instance = await apiAs(deps, undefined).instance();
  if (!instance.ok) return err(appErrorOf(instance.error));
  const { withCard } = await import('#cards/with-card.ts');
  let outcome: Result<SignedIn, AppError> | undefined;
  const dialogue = await withCard(reader, async (channel) => {
    const login = await cardLogin(deps, channel, instance.value.instanceId, pin);
    if (!login.ok) return settle(login.error);
    outcome = await present(deps, login.value, instance.value.instanceId);
    return ok(undefined);
  });
  if (outcome) return outcome;
  return err(dialogue.ok ? { type: 'Server', code: 'internal' } : { type: 'Card', card: dialogue.error });

  /** The card's own errors end its dialogue; others are kept aside. */
  function settle(error: AppError): Result<undefined, CardError> {
    if (error.type === 'Card') return err(error.card);
    outcome = err(error);
    return ok(undefined);
  }
}

const apiAs = (deps: SignInDeps, identity: Identity | undefined): Api =>
  createApi({ fetch: deps.fetchAs(identity), origin: deps.origin });

type CardLogin = { row: ProfessionalRow; api: Api; nonce: string; certificate: string; signature: string };

async function cardLogin(
  deps: SignInDeps,
  channel: CardChannel,
  instanceId: string,
  pin: string,
): Promise<Result<CardLogin, AppError>> {
  const [{ readCpsIdentity }, { cpsLogin }] = await Promise.all([
    import('#cards/cps/identity.ts'),
    import('#cards/cps/login.ts'),
  ]);
  const identity = await readCpsIdentity(channel);
  if (!identity.ok) return err({ type: 'Card', card: identity.error });
  const owner = holderOfCertificate(identity.value.certificate);
  if (owner === undefined) return err({ type: 'Card', card: { type: 'Malformed', what: 'certificate' } });
  const row = await rowOf(deps, owner);
  if (!row.ok) return row;
  const api = apiAs(deps, { keys: row.value.keys, token: undefined });
  const challenge = await api.challenge();
  if (!challenge.ok) return err(appErrorOf(challenge.error));
  const { nonce } = challenge.value;
  const bytes = { nonce: fromBase64Url(nonce), jkt: fromBase64Url(row.value.device) };
  if (!bytes.nonce || !bytes.jkt) return err({ type: 'Server', code: 'internal' });
  const login = await cpsLogin(channel, {
    instanceId,
    origin: deps.origin,
    nonce: bytes.nonce,
    jkt: bytes.jkt,
    pin,
  });
  if (!login.ok) return err({ type: 'Card', card: login.error });
  const { certificate, signature } = login.value;
  return ok({
    row: row.value,
    api,
    nonce,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(signature),
  });
}

async function present(
  deps: SignInDeps,
  { row, api, nonce, certificate, signature }: CardLogin,
  instanceId: string,
): Promise<Result<SignedIn, AppError>> {
  const answer = await api.signIn({ nonce, certificate, signature, deviceName: deps.deviceName });
  if (!answer.ok) return err(appErrorOf(answer.error));
  const session = answer.value;
  const ours =
    session.professional.psIdNat === row.owner &&
    session.device === row.device &&
    session.instanceId === instanceId;
  if (!ours) return err({ type: 'Server', code: 'internal' });
  const kept = await deps.device.setSession(row.owner, session);
  return kept.ok ? ok({ row: { ...row, session }, session }) : err(appErrorOf(kept.error));
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
