import type { Asker } from '#server/access.ts';
import { verifyCard } from '#server/auth/verify-card.ts';
import type { FreshProof } from '#wire/emergency.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import type { EmergencyDeps } from './deps.ts';

/**
 * Undefined where the professional of this session proved a moment ago, on this device, that it is still them: a session
 * that stands open on a desk opens nobody's dossier. A challenge is good once, so that no proof is shown twice.
 */
export async function proofFault(
  deps: Pick<EmergencyDeps, 'auth' | 'passkeys'>,
  proof: FreshProof,
  { professional, device }: Asker,
): Promise<WireErrorCode | undefined> {
  const { psIdNat } = professional;
  if (proof.kind === 'passkey') {
    const asserted = await deps.passkeys.verifyAssertion(proof.assertion, { psIdNat, device });
    return asserted.ok ? undefined : asserted.error;
  }
  const verified = await verifyCard(deps.auth, proof, device);
  if (!verified.ok) return verified.error.code;
  return verified.value.holder.psIdNat === psIdNat ? undefined : 'otherProfessional';
}
