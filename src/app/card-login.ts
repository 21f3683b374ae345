import type { DeviceId } from '#base/brand.ts';
import { equalBytes, fromBase64Url, toBase64Url } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardStation, CpsIdentity, CpsLogin, Pin } from '#cards/station.ts';
import type { AppError } from './port.ts';
import { appErrorOfStation } from './station-problem.ts';

/** A card in its station, known before the code is typed. */
export type PresentedCard = {
  station: CardStation;
  identity: CpsIdentity;
  /** False once it was pulled out, whatever took its place: a code is never presented to another's card. */
  isStillIn: () => boolean;
};

/** What the server looks at, base64url; and what else the card told in the same dialogue. */
export type CardLogin = {
  nonce: string;
  certificate: string;
  signature: string;
  situations: CpsLogin['situations'];
};

/**
 * The one dialogue with a card after its code, at sign-in and wherever a fresh proof of who asks is wanted:
 *
 * | app                                | station           | server                                     |
 * |------------------------------------|-------------------|--------------------------------------------|
 * | challenge, by the device key       |                   | nonce bound to that key                    |
 * | nonce, key, PIN, number of the card| signs the message |                                            |
 * | certificate, signature             |                   | whose card it is, trusted or not, and when |
 */
export async function answerWithCard(
  { station, identity, isStillIn }: PresentedCard,
  { nonce, device, pin }: { nonce: string; device: DeviceId; pin: Pin },
): Promise<Result<CardLogin, AppError>> {
  const bytes = { nonce: fromBase64Url(nonce), jkt: fromBase64Url(device) };
  if (!bytes.nonce || !bytes.jkt) return err({ type: 'Server', code: 'internal' });
  // a station out of reach says so itself
  if (station.state().connected && !isStillIn()) return err(CARD_REMOVED);
  const { serialNumber } = identity;
  const login = await station.cpsLogin({ nonce: bytes.nonce, jkt: bytes.jkt, pin, serialNumber });
  if (!login.ok) return err(login.error.type === 'NoCard' ? CARD_REMOVED : appErrorOfStation(login.error));
  const { certificate, signature, situations } = login.value;
  // what another card signed is bound to a key that is not its holder's
  if (!equalBytes(certificate, identity.certificate)) return err(CARD_REMOVED);
  return ok({
    nonce,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(signature),
    situations,
  });
}

/** It was there when the code was handed on. */
const CARD_REMOVED: AppError = { type: 'Card', card: { type: 'CardRemoved' } };
