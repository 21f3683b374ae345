import { err, ok, type Result } from '#base/result.ts';
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialDescriptorJSON,
} from '@simplewebauthn/browser';
import type { BrowserProblem, PasskeyBrowser } from './passkeys.ts';

/** COSE algorithms (RFC 9053) that the server takes: ES256, and RS256 for Windows Hello. */
const ALGORITHMS = [-7, -257] as const;

/**
 * Web Authentication Level 3 over `navigator.credentials`: https or localhost, and a host that is a name (an address such
 * as 127.0.0.1 is none: «unavailable»). The person is verified each time, by PIN, finger or face. Imported late.
 */
export const browserPasskeys: PasskeyBrowser = {
  create: (options) =>
    asked(async () => {
      const { id, rawId, response } = await startRegistration({
        optionsJSON: {
          ...options,
          excludeCredentials: options.excludeCredentials.map(descriptor),
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
          attestation: 'none',
        },
      });
      const { clientDataJSON, attestationObject, transports = [] } = response;
      return { id, rawId, clientDataJSON, attestationObject, transports };
    }),

  get: (options) =>
    asked(async () => {
      const { id, rawId, type, response } = await startAuthentication({
        optionsJSON: {
          ...options,
          allowCredentials: options.allowCredentials.map(descriptor),
          userVerification: 'required',
        },
      });
      const { clientDataJSON, authenticatorData, signature, userHandle } = response;
      const handle = userHandle ? { userHandle } : {};
      return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, ...handle } };
    }),
};

const descriptor = (id: string): PublicKeyCredentialDescriptorJSON => ({ id, type: 'public-key' });

async function asked<T>(dialogue: () => Promise<T>): Promise<Result<T, BrowserProblem>> {
  if (!browserSupportsWebAuthn()) return err({ type: 'Unavailable' });
  try {
    return ok(await dialogue());
  } catch (thrown) {
    return err({ type: problemOf(thrown) });
  }
}

/** §5.1.3 and §5.1.4: a refusal, a time that ran out and a missing credential all come as NotAllowedError, on purpose. */
function problemOf(thrown: unknown): BrowserProblem['type'] {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'Cancelled';
  return name === 'InvalidStateError' ? 'Known' : 'Unavailable';
}
