import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { Pin } from '../station.ts';
import { isCardsAnswer } from './answers.ts';
import type { CpsCache } from './card-cache.ts';
import { certificateKey, signedBy } from './certificate-key.ts';
import { openCps, type OpenCps } from './open-cps.ts';
import { presentPin, refusePin } from './pin.ts';
import type { PinAttributes } from './pkcs15/aodf.ts';
import { signWithKey } from './sign.ts';
import { readTriesLeft } from './tries-left.ts';

export interface SignRequest {
  readonly message: Bytes;
  readonly pin: Pin;
  /** The card that the code was typed for; any where absent. */
  readonly serialNumber?: string | undefined;
}

/** A card that signed; its PIN is still presented. */
export interface Signed {
  readonly card: OpenCps;
  readonly signature: Bytes;
}

/**
 * Opens a CPS and has it sign a message. Everything that can fail without the PIN is done before it is presented, and
 * it is presented once. The signature is checked against the certificate before it is given out: what was kept of a
 * card that it does not fit is forgotten, so that the next attempt reads the card anew.
 *
 * | step                                                    | ends with                                 |
 * |---------------------------------------------------------|-------------------------------------------|
 * | root application, SN.ICC, EF_ACTUA                      | WrongCard, ContactlessCps, UnknownCard    |
 * | is it the card that the code was typed for              | CardRemoved                               |
 * | unless it is kept: EF.DIR, ODF, PrKDF, AODF, CDF, certificate | CertificateMissing                  |
 * | what VERIFY needs                                       | PinReferenceUnknown, PinFormat, NoPinPad  |
 * | tries left                                              | PinBlocked                                |
 * | VERIFY, once                                            | WrongPin with the tries left, PinBlocked  |
 * | MSE SET and the signature (`sign.ts`)                   | CertificateMismatch                       |
 *
 * The caller closes the channel afterwards (`withCard`), which takes the PIN back from the card, and wipes the PIN.
 */
export async function signAfterPin(
  channel: CardChannel,
  request: SignRequest,
  cache: CpsCache,
): Promise<Result<Signed, CardError>> {
  const card = await openCps(channel, cache);
  if (!card.ok) return card;
  // swapped unseen: a code is presented to the card that it was typed for, and to no other
  if ((request.serialNumber ?? card.value.serialNumber) !== card.value.serialNumber)
    return err({ type: 'CardRemoved' });
  const signature = await signWith(card.value, request);
  if (signature.ok) return ok({ card: card.value, signature: signature.value });
  if (isDoubtful(signature.error)) await cache.forget(card.value.serialNumber);
  return signature;
}

/** Errors that a card gives which is not as we believe it to be. */
const isDoubtful = (error: CardError): boolean =>
  isCardsAnswer(error) || error.type === 'CertificateMismatch';

async function signWith(
  { session, layout }: OpenCps,
  { message, pin }: SignRequest,
): Promise<Result<Bytes, CardError>> {
  if (!layout.pin) return err({ type: 'PinReferenceUnknown' });
  const refused = refusePin(session.channel, pin, layout.pin);
  if (refused) return err(refused);
  const key = certificateKey(layout.certificate);
  if (!key.ok) return key;
  const verified = await verifyOnce(session, pin, layout.pin);
  if (!verified.ok) return verified;
  const signature = await signWithKey(session, layout.keyReference, message, key.value.length);
  if (!signature.ok) return signature;
  return (await signedBy(key.value, message, signature.value))
    ? signature
    : err({ type: 'CertificateMismatch' });
}

async function verifyOnce(
  session: OpenCps['session'],
  pin: Pin,
  attributes: PinAttributes,
): Promise<Result<undefined, CardError>> {
  const triesLeft = await readTriesLeft(session, attributes.reference);
  if (!triesLeft.ok) return triesLeft;
  if (triesLeft.value === 0) return err({ type: 'PinBlocked' });
  const entered = await session.files.enterApplication();
  if (!entered.ok) return entered;
  return presentPin(session.channel, pin, attributes, triesLeft.value);
}
