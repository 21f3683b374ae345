import {
  isContentHash,
  isDeviceId,
  isDocumentId,
  isDossierId,
  isPsIdNat,
  type ContentHash,
  type DeviceId,
  type DocumentId,
  type DossierId,
  type PsIdNat,
} from '#base/brand.ts';
import { fictionalId } from '#training/fictional-id.ts';

/** Identifiers of the fictional world. */
export const dossierIdOf = (n: number): DossierId => checked(fictionalId(n), isDossierId);
export const documentIdOf = (n: number): DocumentId => checked(fictionalId(n), isDocumentId);
export const professionalIdOf = (text: string): PsIdNat => checked(text, isPsIdNat);
export const deviceIdOf = (name: string): DeviceId => checked(name.padEnd(43, '-'), isDeviceId);
export const hashOf = (hex: string): ContentHash => checked(hex, isContentHash);

function checked<Id extends string>(text: string, is: (text: string) => text is Id): Id {
  if (!is(text)) throw new Error('no such identifier');
  return text;
}
