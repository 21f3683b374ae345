import type { Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { openPkcs15 } from './pkcs15/application.ts';
import { findAuthenticationKey, readCertificate } from './pkcs15/directories.ts';
import { cpsProfile } from './profile.ts';
import { readSerialNumber } from './serial.ts';

export interface CpsIdentity {
  /** The authentication certificate, DER. */
  readonly certificate: Bytes;
  /** EF(SN.ICC): names the card, so that its certificate can be kept. */
  readonly serialNumber: string;
}

/** Reads whose CPS this is, without a PIN. */
export async function readCpsIdentity(channel: CardChannel): Promise<Result<CpsIdentity, CardError>> {
  const profile = cpsProfile(channel.atr);
  if (!profile.ok) return profile;
  const application = await openPkcs15(channel, profile.value);
  if (!application.ok) return application;
  const key = await findAuthenticationKey(application.value, profile.value);
  if (!key.ok) return key;
  const certificate = await readCertificate(application.value, key.value, profile.value);
  if (!certificate.ok) return certificate;
  const serialNumber = await readSerialNumber(channel, profile.value);
  return serialNumber.ok
    ? ok({ certificate: certificate.value, serialNumber: serialNumber.value })
    : serialNumber;
}
