import { isDeviceId, type PsIdNat } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CpsLogin, Pin } from '#cards/station.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import type { Session } from '#wire/auth.ts';
import { keyThumbprint, type Fetch, type Identity } from '#wire/client/dpop-fetch.ts';
import { createApi, type Api } from './api.ts';
import { holderOfCertificate } from './card-holder.ts';
import { answerWithCard, type CardLogin, type PresentedCard } from './card-login.ts';
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

export type SignedIn = { row: ProfessionalRow; session: Session; situations: CpsLogin['situations'] };

/**
 * The identity was read when the card was put in. After the code there is one dialogue with the card (card-login.ts)
 * over a challenge bound to this professional's device key; the server answers with a session bound to that key.
 */
export async function signIn(
  deps: SignInDeps,
  card: PresentedCard,
  pin: Pin,
): Promise<Result<SignedIn, AppError>> {
  const owner = holderOfCertificate(card.identity.certificate);
  if (owner === undefined) return err({ type: 'Card', card: { type: 'Malformed', what: 'certificate' } });
  const row = await rowOf(deps, owner);
  if (!row.ok) return row;
  const api = createApi({
    fetch: deps.fetchAs({ keys: row.value.keys, token: undefined }),
    origin: deps.origin,
  });
  const challenge = await api.challenge();
  if (!challenge.ok) return err(appErrorOf(challenge.error));
  const login = await answerWithCard(card, { ...challenge.value, device: row.value.device, pin });
  return login.ok ? present(deps, { row: row.value, api }, login.value) : login;
}

async function present(
  deps: SignInDeps,
  { row, api }: { row: ProfessionalRow; api: Api },
  { situations, ...proof }: CardLogin,
): Promise<Result<SignedIn, AppError>> {
  const answer = await api.signIn({ ...proof, deviceName: deps.deviceName });
  if (!answer.ok) return err(appErrorOf(answer.error));
  const session = answer.value;
  const ours = session.professional.psIdNat === row.owner && session.device === row.device;
  if (!ours) return err({ type: 'Server', code: 'internal' });
  const kept = await deps.device.setSession(row.owner, session);
  if (!kept.ok) return err(appErrorOf(kept.error));
  const { name, profession } = session.professional;
  return ok({ row: { ...row, name, profession, session }, session, situations });
}

/** This professional's row on this device; with a new device key, in memory alone, where there is none yet. */
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
  const row = { id, owner, device, keys, ...empty };
  deps.device.hold(row);
  return ok(row);
}
