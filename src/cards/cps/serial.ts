import { hex, toHex } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { declaredLength, findTag, readTlvs } from '../tlv/reader.ts';
import { isCardsAnswer } from './answers.ts';
import type { CpsSession } from './session.ts';

/** EF(SN.ICC): one data object 5A of 10 bytes. */
const EF_SERIAL = { path: hex('3F00 D003') };
const EF_SERIAL_LENGTH = 12;
const ISSUER_ANS = '8025000001';

/** EF_ACTUA: EC { 81 start, 82 end } of the last update, 7 bytes each (ANS Cryptolib 5.2, card-cps3.c). */
const EF_ACTUA = { path: hex('3F00 D010') };
const EF_ACTUA_LENGTH = 20;
const MAX_ACTUA = 64;

/** The card's number: digits after the issuer's, their Luhn digit included. */
export async function readSerialNumber({ files }: CpsSession): Promise<Result<string, CardError>> {
  const file = await files.read(EF_SERIAL, { step: 'read SN.ICC', size: EF_SERIAL_LENGTH });
  return file.ok ? parseSerialNumber(file.value) : file;
}

export function parseSerialNumber(file: Uint8Array): Result<string, CardError> {
  const objects = readTlvs(file, 'SN.ICC');
  if (!objects.ok) return objects;
  const value = toHex(findTag(objects.value, 0x5a)?.value ?? new Uint8Array());
  const digits = new RegExp(`^${ISSUER_ANS}([0-9]{1,10})f*$`).exec(value)?.[1];
  return digits === undefined ? err({ type: 'Malformed', what: 'SN.ICC' }) : ok(digits);
}

/** What changes whenever the card is updated, in hex. Empty where the card does not show it, as some CPS4 do. */
export async function readChangeMark({ files }: CpsSession): Promise<Result<string, CardError>> {
  const file = await files.read(EF_ACTUA, {
    step: 'read EF_ACTUA',
    expected: EF_ACTUA_LENGTH,
    sizeFrom: (head) => Math.min(declaredLength(head) ?? EF_ACTUA_LENGTH, MAX_ACTUA),
  });
  if (file.ok) return ok(toHex(file.value.subarray(0, MAX_ACTUA)));
  return isCardsAnswer(file.error) ? ok('') : file;
}
