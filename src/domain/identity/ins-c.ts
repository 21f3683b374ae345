import type { InsC, Nir } from '#base/brand.ts';
import { sha256, toHex, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { daysInMonth, parseBirthDate, type BirthDate } from './birth-date.ts';
import { parseNir, type NirError } from './nir.ts';
import { lettersOnly } from './person-name.ts';

/**
 * The INS-C, the identifier computed from what the carte Vitale holds (ASIP Santé, «dossier de conception de
 * l'INS-C», 30 October 2009). Superseded as national identity by the INS in 2021: here it is a local key of
 * matching, and is never shown as an INS.
 *
 *   seed    = first name (10 letters A-Z, padded right with blanks) ‖ birth YYMMDD ‖ NIR (13, without key)
 *   n       = first 8 bytes of SHA-256(seed in ASCII), unsigned
 *   INS-C   = n in decimal, padded left to 20 digits ‖ (97 − n mod 97), 2 digits
 */
export const INS_C_OID = '1.2.250.1.213.1.4.2';

export type InsCSource = {
  /** As the card writes it; several first names are taken as one word, of which ten letters count. */
  readonly firstName: string;
  /** YYYY-MM-DD or YYYYMMDD; empty where the card has none. */
  readonly birthDate: string;
  /** 13 characters and key. */
  readonly nir: string;
};

export type InsCError =
  | NirError
  | { type: 'FirstNameEmpty' }
  | { type: 'BirthDateFormat' }
  /** Month or day is 00: no rule was ever published for these, and a guess would make a second identity. */
  | { type: 'BirthDateIncomplete' };

/** Computes the 22 digits, or says why this person has none. The NIR is used here and kept nowhere. */
export async function computeInsC(source: InsCSource): Promise<Result<InsC, InsCError>> {
  const nir = parseNir(source.nir);
  if (!nir.ok) return nir;
  const birth = birthPart(source.birthDate);
  if (!birth.ok) return birth;
  const name = lettersOnly(source.firstName);
  if (name === '') return err({ type: 'FirstNameEmpty' });
  return ok(await fromSeed(insCSeed(name, birth.value, nir.value)));
}

export type InsCFormatError = { type: 'InsCLength' } | { type: 'InsCKeyWrong' };

/** Reads 22 digits whose key is right; blanks between them are ignored. */
export function parseInsC(text: string): Result<InsC, InsCFormatError> {
  const digits = text.replace(/\s+/g, '');
  if (!/^\d{22}$/.test(digits)) return err({ type: 'InsCLength' });
  return isInsC(digits) ? ok(digits) : err({ type: 'InsCKeyWrong' });
}

export const insCKeyValid = (text: string): boolean => parseInsC(text).ok;

const insCSeed = (name: string, birth: string, nir: Nir): string =>
  name.slice(0, 10).padEnd(10, ' ') + birth + nir.slice(0, 13);

async function fromSeed(seed: string): Promise<InsC> {
  const digest = await sha256(utf8(seed));
  const n = BigInt(`0x${toHex(digest.subarray(0, 8))}`);
  const digits = String(n).padStart(20, '0') + insCKey(n);
  if (!isInsC(digits)) throw new Error('computed an INS-C that does not verify');
  return digits;
}

const insCKey = (n: bigint): string => String(97n - (n % 97n)).padStart(2, '0');

const isInsC = (text: string): text is InsC =>
  /^\d{22}$/.test(text) &&
  BigInt(text.slice(0, 20)) <= 0xffff_ffff_ffff_ffffn &&
  insCKey(BigInt(text.slice(0, 20))) === text.slice(20);

function birthPart(text: string): Result<string, InsCError> {
  const parsed = parseBirthDate(text);
  if (parsed.ok) return sixDigits(parsed.value);
  return parsed.error.type === 'BirthDateEmpty' ? ok('000000') : err({ type: 'BirthDateFormat' });
}

/**
 * YYMMDD. «Lunar» dates are brought into the calendar as Mediboard does, «like described by GIE Sesam-Vitale»: a month
 * over 12 counts as 12, a day beyond the end of the month as its last.
 */
function sixDigits({ year, month, day }: BirthDate): Result<string, InsCError> {
  if (month === 0 || day === 0) return err({ type: 'BirthDateIncomplete' });
  const within = Math.min(month, 12);
  const lastDay = Math.min(day, daysInMonth(year, within));
  return ok([year % 100, within, lastDay].map((part) => String(part).padStart(2, '0')).join(''));
}
