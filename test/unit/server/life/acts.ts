import type { DossierId } from '#base/brand.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { Requester } from '#wire/rights.ts';

export const HOLDER_ASKS: Requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' };

export const closeBody = (dossierId: DossierId, requester = HOLDER_ASKS): CommandBody => ({
  type: 'closeDossier',
  dossierId,
  reason: 'ne souhaite plus de DMP',
  requester,
});

export const reactivateBody = (
  dossierId: DossierId,
  at: number,
  consents = { breakGlass: false, dispatchCentre: true },
): Extract<CommandBody, { type: 'reactivateDossier' }> => ({
  type: 'reactivateDossier',
  dossierId,
  record: {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, ...consents },
    identified: { vitaleReadAt: at, confirmedAt: at },
  },
});

export const eraseBody = (dossierId: DossierId, requester = HOLDER_ASKS): CommandBody => ({
  type: 'requestErasure',
  dossierId,
  requester,
  presence: { kind: 'declared', reason: 'carte perdue' },
});
