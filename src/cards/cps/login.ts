import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { internalAuthenticate, setSecurityEnvironment } from '../apdu/commands.ts';
import { exchangeDone } from '../apdu/exchange.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { digestInfo } from './digest-info.ts';
import { loginMessage, type LoginChallenge } from './login-message.ts';
import { pinBlock, readTriesLeft, verifyPin } from './pin.ts';
import { openPkcs15, type Pkcs15Application } from './pkcs15/application.ts';
import {
  findAuthenticationKey,
  findPin,
  readCertificate,
  type AuthenticationKey,
} from './pkcs15/directories.ts';
import { cpsProfile, type CpsProfile } from './profile.ts';

export interface CpsLoginRequest extends LoginChallenge {
  /** As typed; digits only. */
  readonly pin: string;
}

export interface CpsLogin {
  /** The authentication certificate, DER. */
  readonly certificate: Bytes;
  /** RS256 over `loginMessage(challenge)`. */
  readonly signature: Bytes;
}

/** MSE template for authentication (ISO/IEC 7816-4, control reference template AT). */
const AUTHENTICATION_TEMPLATE = 0xa4;

/**
 * Signs in with a CPS. Everything that can fail without the PIN is done before it is presented, and it is presented
 * once:
 *
 * | step                                        | ends with                               |
 * |---------------------------------------------|-----------------------------------------|
 * | EF.DIR, ODF, PrKDF, AODF                    | PinReferenceUnknown, PinFormat          |
 * | tries left (GET DATA)                       | PinBlocked                              |
 * | CDF, certificate                            | CertificateMissing                      |
 * | VERIFY, once                                | WrongPin with the tries left, PinBlocked |
 * | MSE SET, INTERNAL AUTHENTICATE (DigestInfo) |                                         |
 *
 * The caller closes the channel afterwards (`withCard`), which takes the PIN back from the card.
 * Sequence of ANS Cryptolib 5.2 (card-cps3.c, pkcs15-sec.c).
 */
export async function cpsLogin(
  channel: CardChannel,
  request: CpsLoginRequest,
): Promise<Result<CpsLogin, CardError>> {
  const message = await loginMessage(request);
  const profile = cpsProfile(channel.atr);
  if (!profile.ok) return profile;
  const application = await openPkcs15(channel, profile.value);
  if (!application.ok) return application;
  const key = await findAuthenticationKey(application.value, profile.value);
  if (!key.ok) return key;
  const session = { channel, profile: profile.value, application: application.value, key: key.value };
  const certificate = await presentPin(session, request.pin);
  if (!certificate.ok) return certificate;
  const signature = await sign(session, message);
  return signature.ok ? ok({ certificate: certificate.value, signature: signature.value }) : signature;
}

interface LoginSession {
  readonly channel: CardChannel;
  readonly profile: CpsProfile;
  readonly application: Pkcs15Application;
  readonly key: AuthenticationKey;
}

/** Reads all that VERIFY and the answer need, then presents the PIN. Gives the certificate. */
async function presentPin(session: LoginSession, typed: string): Promise<Result<Bytes, CardError>> {
  const { channel, profile, application, key } = session;
  const pin = await findPin(application, key);
  if (!pin.ok) return pin;
  const block = pinBlock(typed, pin.value);
  if (!block.ok) return block;
  const triesLeft = await readTriesLeft(channel, pin.value.reference);
  application.left();
  if (!triesLeft.ok) return triesLeft;
  if (triesLeft.value === 0) return err({ type: 'PinBlocked' });
  const certificate = await readCertificate(application, key, profile);
  if (!certificate.ok) return certificate;
  const entered = await application.enter();
  if (!entered.ok) return entered;
  const verified = await verifyPin(channel, pin.value.reference, block.value, triesLeft.value);
  return verified.ok ? certificate : verified;
}

/** MSE SET, then INTERNAL AUTHENTICATE: the card adds the PKCS#1 padding to the DigestInfo and signs. */
async function sign(session: LoginSession, message: Bytes): Promise<Result<Bytes, CardError>> {
  const { channel, profile, key } = session;
  const environment = setSecurityEnvironment(
    AUTHENTICATION_TEMPLATE,
    profile.authenticationAlgorithm,
    key.reference,
  );
  const set = await exchangeDone(channel, environment, 'set authentication key');
  if (!set.ok) return set;
  const signature = await exchangeDone(
    channel,
    internalAuthenticate(await digestInfo(message)),
    'authenticate',
  );
  if (!signature.ok) return signature;
  const lengths = [128, 256, 384, 512]; // RSA of 1024 to 4096 bits
  return lengths.includes(signature.value.length) ? signature : err({ type: 'Malformed', what: 'signature' });
}
