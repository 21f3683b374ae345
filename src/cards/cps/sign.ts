import type { Bytes } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import { decipher, internalAuthenticate, setAuthenticationKey, setDecipherKey } from '../apdu/commands.ts';
import type { Command } from '../apdu/command.ts';
import { exchangeDone } from '../apdu/exchange.ts';
import type { CardError } from '../errors.ts';
import { isCardsAnswer } from './answers.ts';
import { padType1 } from './certificate-key.ts';
import { digestInfo } from './digest-info.ts';
import type { CpsSession } from './session.ts';

/**
 * RS256 over the message, by the key that signs in; a PIN was presented before. `length`: of the key's modulus, bytes.
 *
 * | card | commands                                                                |
 * |------|-------------------------------------------------------------------------|
 * | CPS3 | MSE SET A4, INTERNAL AUTHENTICATE with the DigestInfo, which it pads     |
 * | CPS4 | MSE SET B8, PSO DECIPHER of the padded block, chained                    |
 */
export async function signWithKey(
  session: CpsSession,
  keyReference: number,
  message: Bytes,
  length: number,
): Promise<Result<Bytes, CardError>> {
  const set = await setKey(session, keyReference);
  if (!set.ok) return set;
  const info = await digestInfo(message);
  const { by } = session.profile.signing;
  const command = by === 'decipher' ? decipher(padType1(info, length)) : internalAuthenticate(info);
  const signature = await exchangeDone(session.channel, command, 'authenticate');
  if (!signature.ok) return signature;
  return signature.value.length === length ? signature : err({ type: 'Malformed', what: 'signature' });
}

/** Names the key; where the card does not know the reference of its own directory, by the one of the table. */
async function setKey(session: CpsSession, keyReference: number): Promise<Result<Bytes, CardError>> {
  const step = 'set authentication key';
  const { channel, profile } = session;
  const { reference } = profile.fallbackKey;
  const set = await exchangeDone(channel, keyCommand(session, keyReference), step);
  if (set.ok || !isCardsAnswer(set.error) || keyReference === reference) return set;
  return exchangeDone(channel, keyCommand(session, reference), step);
}

const keyCommand = ({ profile: { signing } }: CpsSession, reference: number): Command =>
  signing.by === 'decipher' ? setDecipherKey(reference) : setAuthenticationKey(signing.algorithm, reference);
