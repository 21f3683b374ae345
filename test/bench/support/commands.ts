import type { DossierId, PsIdNat } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import type { CommandBody } from '#wire/commands.ts';
import { randomInt } from 'node:crypto';

/** Commands of fictional people, as an app would write them. */
type Of<Type extends CommandBody['type']> = Extract<CommandBody, { type: Type }>;

/** A new dossier of a holder who exists nowhere else. */
export function creation(): Of<'createDossier'> {
  const at = Date.now();
  const number = randomInt(2 ** 47);
  return {
    type: 'createDossier',
    dossierId: crypto.randomUUID() as DossierId,
    holder: {
      familyName: `MESURE-${number.toString(36).toUpperCase()}`,
      firstName: 'ALIX',
      birthDate: '1950-08-01',
    },
    insC: unwrap(parseInsC(withKey(String(number).padStart(20, '0')))),
    record: {
      informed: { at, brochureVersion: CURRENT_BROCHURE },
      consent: { at, breakGlass: true, dispatchCentre: true },
      identified: { vitaleReadAt: at, confirmedAt: at },
    },
  };
}

/** 20 digits and the key of an INS-C: 97 − n mod 97. */
const withKey = (digits: string): string => digits + String(97n - (BigInt(digits) % 97n)).padStart(2, '0');

export const grant = (dossierId: DossierId, professional: PsIdNat): Of<'grantAuthorisation'> => ({
  type: 'grantAuthorisation',
  dossierId,
  professional,
  presence: { kind: 'vitale', readAt: Date.now() },
});

export const reading = (dossierId: DossierId): Of<'recordAccess'> => ({
  type: 'recordAccess',
  dossierId,
  readAt: Date.now(),
});
