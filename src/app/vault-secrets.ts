import { equalBytes, sha256, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Pin } from '#cards/station.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import { isNewWay, type UnlockWay, type VaultRecord } from '#vault/vault-record.ts';
import type { WaySecret } from '#vault/way-secret.ts';
import type { NewWay } from '#vault/ways.ts';
import { holderOfCertificate } from './card-holder.ts';
import type { PresentedCard } from './card-login.ts';
import type { BrowserProblem } from './passkeys.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { appErrorOfStation } from './station-problem.ts';
import type { NewWayInput, WayProof } from './vault-port.ts';
import { withCode, type CodeDeps } from './with-code.ts';

/** The browser's passkeys as keys of a vault (app/browser-vault-passkeys.ts). */
export interface VaultPasskeys {
  /** A new one, for a vault of this device alone; its id as base64url. `name` is shown by the browser. */
  create(name: string): Promise<Result<string, BrowserProblem>>;
  /** 32 bytes from whichever of these is at hand; the caller wipes them. */
  evaluate(
    asks: readonly { credentialId: string; salt: Bytes }[],
  ): Promise<Result<{ credentialId: string; output: Bytes }, BrowserProblem>>;
}

export type SecretDeps = CodeDeps & {
  device: DeviceRepository;
  random: Random;
  passkeys: () => Promise<VaultPasskeys>;
  /** The card that was used, and stays in. */
  cardUsed: (card: PresentedCard) => void;
};

type Use<T> = (secret: WaySecret) => Promise<Result<T, AppError>>;
type Of = { row: ProfessionalRow; record: VaultRecord };

/** Asks for what a way needs, hands it on, and wipes it. */
export async function withSecret<T>(
  deps: SecretDeps,
  { row, record }: Of,
  proof: WayProof,
  use: Use<T>,
): Promise<Result<T, AppError>> {
  if (proof.kind === 'passphrase') return use(proof);
  const ways = record.ways.filter(isNewWay);
  return proof.kind === 'passkey'
    ? withPasskey(deps, ways, use)
    : withCode(deps, proof.pin, (card, pin) => withCard(deps, { row, record, ways, card, pin }, use));
}

async function withPasskey<T>(
  deps: SecretDeps,
  ways: readonly UnlockWay[],
  use: Use<T>,
): Promise<Result<T, AppError>> {
  const own = ways.flatMap((way) => (way.kind === 'passkey' ? [way] : []));
  if (own.length === 0) return err({ type: 'PasskeyUnavailable' });
  const got = await (await deps.passkeys()).evaluate(own);
  if (!got.ok) return err(appErrorOfPasskey(got.error));
  const { credentialId, output } = got.value;
  const way = own.find((one) => one.credentialId === credentialId);
  const done = way ? await use({ kind: 'passkey', wayId: way.id, output }) : wrongKey;
  output.fill(0);
  return done;
}

type Card = Of & { ways: readonly UnlockWay[]; card: PresentedCard; pin: Pin };

async function withCard<T>(deps: SecretDeps, given: Card, use: Use<T>): Promise<Result<T, AppError>> {
  const { row, record, card, pin } = given;
  const name = await cardName(record.vaultId, card);
  const way = given.ways.find((one) => one.kind === 'card' && one.card === name);
  // before the code goes to a card that could not have opened it
  if (!way || holderOfCertificate(card.identity.certificate) !== row.owner) return wrongKey;
  const secret = await deps.device.deviceSecret(row.owner);
  if (!secret.ok) return err(appErrorOf(secret.error));
  const output = await askCard(record.vaultId, card, way.salt, pin);
  if (!output.ok) return output;
  const done = await use({
    kind: 'card',
    wayId: way.id,
    output: output.value,
    deviceSecret: secret.value,
  });
  output.value.fill(0);
  if (done.ok) deps.cardUsed(card);
  return done;
}

async function askCard(
  vaultId: string,
  { station, identity }: PresentedCard,
  salt: Bytes,
  pin: Pin,
): Promise<Result<Bytes, AppError>> {
  const { serialNumber } = identity;
  const answer = await station.cpsUnlock({ vaultId: utf8(vaultId), salt, pin, serialNumber });
  return answer.ok ? ok(answer.value.secret) : err(appErrorOfStation(answer.error));
}

/** Makes what a new way needs: a passkey, or two equal answers of the card. */
export async function withNewWay<T>(
  deps: SecretDeps,
  { row, record }: Of,
  input: NewWayInput,
  use: (added: NewWay) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const id = deps.random.uuid();
  const salt = deps.random.bytes(32);
  if (input.kind === 'passkey') return withNewPasskey(deps, { id, salt, name: row.name, ...input }, use);
  if (input.kind === 'card')
    return withCode(deps, input.pin, (card, pin) =>
      withNewCard(deps, { row, record, card, pin, id, salt }, use),
    );
  throw new Error('a passphrase is measured first');
}

async function withNewPasskey<T>(
  deps: SecretDeps,
  { id, salt, name, label }: { id: string; salt: Bytes; name: string; label: string },
  use: (added: NewWay) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const browser = await deps.passkeys();
  const made = await browser.create(`Relais · ${name}`);
  if (!made.ok) return err(appErrorOfPasskey(made.error));
  const credentialId = made.value;
  // asked once more for what it will be asked at each unlocking
  const got = await browser.evaluate([{ credentialId, salt }]);
  if (!got.ok) return err(appErrorOfPasskey(got.error));
  const { output } = got.value;
  const challenge = { kind: 'passkey', salt, credentialId, label } as const;
  const done = await use({ id, challenge, secret: { kind: 'passkey', wayId: id, output } });
  output.fill(0);
  return done;
}

type NewCard = Of & { card: PresentedCard; pin: Pin; id: string; salt: Bytes };

async function withNewCard<T>(
  deps: SecretDeps,
  { row, record, card, pin, id, salt }: NewCard,
  use: (added: NewWay) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  if (holderOfCertificate(card.identity.certificate) !== row.owner) return wrongKey;
  // a code is wiped by who gets it, and is wanted twice
  const again: Pin = pin === 'atStation' ? pin : pin.slice();
  try {
    const one = await askCard(record.vaultId, card, salt, pin);
    if (!one.ok) return one;
    const two = await askCard(record.vaultId, card, salt, again);
    if (!two.ok) return two;
    const steady = equalBytes(one.value, two.value);
    two.value.fill(0);
    const deviceSecret = await deps.device.deviceSecret(row.owner);
    if (!deviceSecret.ok) return err(appErrorOf(deviceSecret.error));
    const challenge = { kind: 'card', salt, card: await cardName(record.vaultId, card) } as const;
    const secret = { kind: 'card', wayId: id, output: one.value, deviceSecret: deviceSecret.value } as const;
    // a card that signs the same otherwise each time can open nothing
    const done = steady ? await use({ id, challenge, secret }) : wrongKey;
    one.value.fill(0);
    return done;
  } finally {
    if (again !== 'atStation') again.fill(0);
  }
}

/** Tells cards apart without keeping their numbers. */
const cardName = async (vaultId: string, { identity }: PresentedCard): Promise<string> =>
  toBase64Url(await sha256(utf8(`${vaultId}/${identity.serialNumber}`)));

const wrongKey = err<AppError>({ type: 'WrongKey' });

const appErrorOfPasskey = ({ type }: BrowserProblem): AppError =>
  type === 'Cancelled' ? { type: 'PasskeyCancelled' } : { type: 'PasskeyUnavailable' };
