import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import type { registerPasskeyInput } from '#wire/passkeys.ts';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { infer as Infer } from 'zod/mini';
import { rpIdOf, type PasskeyDeps } from './deps.ts';

export type NewCredential = { credentialId: string; publicKey: Bytes; counter: number };

/** COSE algorithms (RFC 9053): ES256, and RS256 for Windows Hello. The app asks for the same. */
const ALGORITHMS = [-7, -257];

/**
 * Web Authentication Level 3, §7.1, with no attestation asked for: which make the authenticator is of does not matter.
 * Undefined where anything in the response is not right: origin, relying party, challenge, user verification, key.
 */
export async function verifyAttestation(
  deps: Pick<PasskeyDeps, 'origin'>,
  { id, rawId, clientDataJSON, attestationObject }: Infer<typeof registerPasskeyInput>,
  expectedChallenge: string,
): Promise<NewCredential | undefined> {
  // the library throws for whatever is not right, and for bytes that are not what they should be
  try {
    if (namesCertificates(attestationObject)) return undefined;
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      expectedChallenge,
      expectedOrigin: deps.origin,
      expectedRPID: rpIdOf(deps),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    const credential = registrationInfo?.credential;
    if (credential?.id !== id) return undefined;
    return { credentialId: id, publicKey: credential.publicKey, counter: credential.counter };
  } catch {
    return undefined;
  }
}

/**
 * «none», or «packed» signed by the new key itself: all that a browser leaves where none was asked for (§5.1.3). What
 * brings certificates is refused before it is looked at: they name addresses that a verifier would call.
 */
function namesCertificates(attestationObject: string): boolean {
  const decoded = decodeAttestationObject(fromBase64Url(attestationObject) ?? new Uint8Array());
  const format = decoded.get('fmt');
  return !(format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined));
}
