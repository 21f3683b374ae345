import type { Nir } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';

/**
 * The NIR (numéro de sécurité sociale): sex 1, year 2, month 2, département 2, commune 3, order 3, key 2.
 * Code de la sécurité sociale R161-1; decree 82-103 for its composition. An error never carries the number.
 */
export type NirError =
  | { type: 'NirEmpty' }
  /** Not 13 characters followed by a key of 2 digits. */
  | { type: 'NirLength' }
  /** A character where only a digit may stand; letters exist for Corsica alone (2A, 2B). */
  | { type: 'NirCharacter' }
  /** First digit 3, 4, 7 or 8: a number given while the registration is pending. It identifies nobody for good. */
  | { type: 'NirProvisional' }
  /** First digit neither 1 nor 2, nor one of the provisional ones. */
  | { type: 'NirSex' }
  | { type: 'NirKeyWrong' };

const PROVISIONAL = '3478';
const SEPARATORS = /[\s.\-\u00a0\u202f]+/g;
/** Letters of the Corsican départements stand for these digits in the key (since 1976; before: 20). */
const CORSICA: Readonly<Record<string, string>> = { '2A': '19', '2B': '18' };

/**
 * Reads 13 characters and 2 digits of key, with or without spaces, dots or hyphens between them.
 * Month, département and commune are not held against tables: unknown and fictional values exist, the key protects.
 */
export function parseNir(text: string): Result<Nir, NirError> {
  const compact = text.replace(SEPARATORS, '').toUpperCase();
  const error = nirError(compact);
  return error ? err({ type: error }) : ok(asNir(compact));
}

/**
 * The key of 13 characters, two digits: 97 − (N mod 97), N with 2A → 19 and 2B → 18.
 * Throws where they are not the 13 characters of a NIR.
 */
export function nirKey(thirteen: string): string {
  if (!THIRTEEN.test(thirteen)) throw new Error('not the 13 characters of a NIR');
  const department = thirteen.slice(5, 7);
  const digits = thirteen.slice(0, 5) + (CORSICA[department] ?? department) + thirteen.slice(7);
  return String(97 - (Number(digits) % 97)).padStart(2, '0');
}

/** Whether the key agrees with the number, whoever it was given to (provisional numbers included). */
export function nirKeyValid(text: string): boolean {
  return THIRTEEN.test(text.slice(0, 13)) && nirKey(text.slice(0, 13)) === text.slice(13);
}

export const sexFromNir = (nir: Nir): 'F' | 'M' => (nir.startsWith('1') ? 'M' : 'F');

const THIRTEEN = /^\d{5}(\d\d|2A|2B)\d{6}$/;

function nirError(compact: string): NirError['type'] | undefined {
  if (compact === '') return 'NirEmpty';
  if (compact.length !== 15) return 'NirLength';
  if (!THIRTEEN.test(compact.slice(0, 13)) || !/^\d\d$/.test(compact.slice(13))) return 'NirCharacter';
  if (PROVISIONAL.includes(compact.charAt(0))) return 'NirProvisional';
  if (!/^[12]/.test(compact)) return 'NirSex';
  return nirKeyValid(compact) ? undefined : 'NirKeyWrong';
}

const isNir = (text: string): text is Nir => nirError(text) === undefined;

function asNir(checked: string): Nir {
  if (!isNir(checked)) throw new Error('unchecked NIR');
  return checked;
}
