import { hex, toHex } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { findTag, readTlvs } from '../tlv/reader.ts';
import { readAbsolute } from './pkcs15/application.ts';
import type { CpsProfile } from './profile.ts';

/** EF(SN.ICC): one data object 5A of 10 bytes. */
const EF_SERIAL = { path: hex('3F00 D003') };
const EF_SERIAL_LENGTH = 12;
const ISSUER_ANS = '8025000001';

/** The card's number: digits after the issuer's, their Luhn digit included. The root application must be selected. */
export async function readSerialNumber(
  channel: CardChannel,
  profile: CpsProfile,
): Promise<Result<string, CardError>> {
  const step = 'read SN.ICC';
  const file = await readAbsolute(channel, profile, EF_SERIAL, { step, size: EF_SERIAL_LENGTH });
  return file.ok ? parseSerialNumber(file.value) : file;
}

export function parseSerialNumber(file: Uint8Array): Result<string, CardError> {
  const objects = readTlvs(file, 'SN.ICC');
  if (!objects.ok) return objects;
  const value = toHex(findTag(objects.value, 0x5a)?.value ?? new Uint8Array());
  const digits = new RegExp(`^${ISSUER_ANS}([0-9]{1,10})f*$`).exec(value)?.[1];
  return digits === undefined ? err({ type: 'Malformed', what: 'SN.ICC' }) : ok(digits);
}
