import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import { err, type Result } from '#base/result.ts';
import { loginMessage } from '#cards/cps/login-message.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { SignInInput } from '#wire/auth.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { verifyCertificate, type CardHolder, type VerifiedCertificate } from './certificate.ts';
import type { AuthDeps } from './deps.ts';
import { consumeChallenge } from './login-nonce.ts';
import { checkLoginSignature } from './login-signature.ts';
import { readTrustedAuthorities } from './trust-store.ts';
import { parseCertificate, type ParsedCertificate } from './x509.ts';

/** What a card signed, and the certificate that it signed with (base64url, checked by the wire's schema). */
export type CardProof = Pick<SignInInput, 'nonce' | 'certificate' | 'signature'>;

/** Why a card proves nothing; the actor only where one of our authorities vouches for the name. */
export type CardRefusal = { code: WireErrorCode; actor?: Actor };

/**
 * Whether a card answered a challenge of ours just now, in this order: the challenge is used up, the card's signature,
 * the certificate (path, purpose, validity, revocation). Proves that the card was there and its code was typed.
 */
export async function verifyCard(
  deps: AuthDeps,
  proof: CardProof,
  jkt: DeviceId,
): Promise<Result<VerifiedCertificate, CardRefusal>> {
  if (!(await consumeChallenge(deps, proof.nonce, jkt))) return err({ code: 'nonceUnknown' });
  const certificate = await parseCertificate(decoded(proof.certificate));
  if (!certificate) return err({ code: 'certificateUnreadable' });
  const signature = await signatureVerdict(deps, proof, { certificate, jkt });
  if (signature) return err({ code: signature });
  const { directory, kind, revocation, clock } = deps;
  const trust = await readTrustedAuthorities(directory.db, kind);
  const verified = await verifyCertificate({ trust, revocation, at: clock.now() }, certificate);
  return verified.ok ? verified : err(refusalOf(verified.error));
}

/** Undefined where the card signed this challenge, for this instance, origin and device. */
async function signatureVerdict(
  { instanceId, origin }: AuthDeps,
  proof: CardProof,
  { certificate, jkt }: { certificate: ParsedCertificate; jkt: DeviceId },
): Promise<WireErrorCode | undefined> {
  const message = await loginMessage({
    instanceId,
    origin,
    nonce: decoded(proof.nonce),
    jkt: decoded(jkt),
  });
  const verdict = await checkLoginSignature(certificate, message, decoded(proof.signature));
  if (verdict === 'keyUnfit') return 'certificatePurpose';
  return verdict === 'good' ? undefined : 'loginSignatureInvalid';
}

const refusalOf = ({ code, holder }: { code: WireErrorCode; holder?: CardHolder }): CardRefusal => ({
  code,
  ...(holder && { actor: actorOnCard(holder) }),
});

/** As the card names its holder, who may be unknown here. */
export const actorOnCard = ({ psIdNat, firstName, familyName, title }: CardHolder): Actor => ({
  psIdNat,
  name: `${firstName} ${familyName}`,
  profession: title,
});

/** The wire's schema has checked that these are base64url. */
function decoded(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error('not base64url after the schema');
  return bytes;
}
