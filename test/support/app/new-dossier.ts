import type { Relais } from '#app/port.ts';
import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';

/** Card, three steps, explicit authorisation, opening. */
export async function newDossier(relais: Relais, card: string): Promise<DossierId> {
  await relais.demoDesk?.insert(card);
  const [person] = unwrap(await relais.readVitale()).persons;
  if (!person) throw new Error('nobody on the card');
  const identity = await identifyBeneficiary(person);
  if (identity.kind !== 'identified') throw new Error(identity.because);
  const at = Date.now();
  const record = {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, breakGlass: true, dispatchCentre: true },
    identified: { vitaleReadAt: at, confirmedAt: at },
  };
  const { dossierId } = unwrap(
    await relais.createDossier({ holder: identity.traits, insC: identity.insC, record }),
  );
  unwrap(await relais.authoriseMyself(dossierId, { kind: 'vitale', readAt: at }));
  unwrap(await relais.openDossier(dossierId));
  return dossierId;
}
