import { err, ok, type Result } from '#base/result.ts';
import {
  findPasskey,
  markPasskeyUsed,
  passkeysOf,
  type PasskeyHolder,
  type PasskeyRow,
} from '#server/repositories/passkeys.ts';
import type { PasskeyAssertion } from '#wire/emergency.ts';
import type { AssertionOptions } from '#wire/passkeys.ts';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { issuePasskeyChallenge, PASSKEY_CHALLENGE_MS, usePasskeyChallenge } from './challenges.ts';
import { rpIdOf, type PasskeyDeps } from './deps.ts';

type Deps = Pick<PasskeyDeps, 'directory' | 'clock' | 'origin'>;

/** Says freshly who asks, beside the card. */
export type PasskeyVerifier = {
  verifyAssertion(assertion: PasskeyAssertion, who: PasskeyHolder): Promise<Result<void, 'passkeyRefused'>>;
};

/** What the browser is to ask of an authenticator; no credentials where this professional has none. */
export async function assertionOptionsFor(deps: PasskeyDeps, who: PasskeyHolder): Promise<AssertionOptions> {
  const known = await passkeysOf(deps.directory.db, who.psIdNat);
  return {
    challenge: await issuePasskeyChallenge(deps, who, 'assert'),
    rpId: rpIdOf(deps),
    allowCredentials: known.map(({ credentialId }) => credentialId),
    timeout: PASSKEY_CHALLENGE_MS,
  };
}

/**
 * Web Authentication Level 3, §7.2, in this order: the challenge is used up, the credential is this professional's, then
 * type, origin, relying party, user verification, counter and signature. Nothing tells which of them failed.
 */
export function passkeyVerifier(deps: Deps): PasskeyVerifier {
  return {
    async verifyAssertion(assertion, who) {
      const { psIdNat } = who;
      const wanted = { ...who, purpose: 'assert' } as const;
      const challenge = await usePasskeyChallenge(deps, assertion.response.clientDataJSON, wanted);
      const known = await findPasskey(deps.directory.db, { credentialId: assertion.id, psIdNat });
      if (challenge === undefined || !known) return err('passkeyRefused');
      const counter = await newCounter(deps, assertion, { known, challenge });
      if (counter === undefined) return err('passkeyRefused');
      const used = { counter, at: deps.clock.now() };
      const marked = await deps.directory.write((tx) => markPasskeyUsed(tx, known, used));
      return marked ? ok(undefined) : err('passkeyRefused');
    },
  };
}

/** Of the authenticator after this use; 0 where it counts nothing. Undefined where the assertion does not hold. */
async function newCounter(
  deps: Pick<Deps, 'origin'>,
  { id, rawId, type, response }: PasskeyAssertion,
  { known, challenge }: { known: PasskeyRow; challenge: string },
): Promise<number | undefined> {
  // the library throws for whatever is not right, and for bytes that are not what they should be
  try {
    const { clientDataJSON, authenticatorData, signature } = response;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: deps.origin,
      expectedRPID: rpIdOf(deps),
      requireUserVerification: true,
      credential: { id, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
