import { equalBytes, fromBase64Url, sha256, toBase64Url, utf8, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { BrowserProblem } from './passkeys.ts';
import type { VaultPasskeys } from './vault-secrets.ts';

const ES256 = -7;
const RS256 = -257;
const USER_VERIFIED = 0x04;
const TIMEOUT_MS = 120_000;

/**
 * Passkeys that open a vault, by the PRF extension (Web Authentication Level 3, §10.1.4) over `navigator.credentials`.
 * No server is asked: what they give is a secret, and no proof to anybody. The person is verified each time.
 */
export const browserVaultPasskeys: VaultPasskeys = {
  create: (name) =>
    asked(async () => {
      const options: PublicKeyCredentialCreationOptions = {
        rp: { id: location.hostname, name: 'Relais' },
        user: { id: systemRandom.bytes(32), name, displayName: name },
        challenge: systemRandom.bytes(32),
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
        attestation: 'none',
        timeout: TIMEOUT_MS,
        extensions: { prf: {} },
      };
      const made = await navigator.credentials.create({ publicKey: options });
      if (!(made instanceof PublicKeyCredential)) return err({ type: 'Unavailable' });
      const enabled = made.getClientExtensionResults().prf?.enabled === true;
      return enabled ? ok(toBase64Url(new Uint8Array(made.rawId))) : err({ type: 'Unavailable' });
    }),

  evaluate: (asks) =>
    asked(async () => {
      const known = asks.flatMap(({ credentialId, salt }) => {
        const id = fromBase64Url(credentialId);
        return id ? [{ id, credentialId, salt }] : [];
      });
      const got = await navigator.credentials.get({
        publicKey: {
          rpId: location.hostname,
          challenge: systemRandom.bytes(32),
          allowCredentials: known.map(({ id }) => ({ type: 'public-key', id })),
          userVerification: 'required',
          timeout: TIMEOUT_MS,
          extensions: {
            prf: {
              evalByCredential: Object.fromEntries(
                known.map(({ credentialId, salt }) => [credentialId, { first: salt }]),
              ),
            },
          },
        },
      });
      if (!(got instanceof PublicKeyCredential)) return err({ type: 'Unavailable' });
      const output = outputOf(got);
      if (!output || !(await isVerified(got))) return err({ type: 'Unavailable' });
      return ok({ credentialId: toBase64Url(new Uint8Array(got.rawId)), output });
    }),
};

function outputOf(credential: PublicKeyCredential): Bytes | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return undefined;
  const bytes = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return bytes.length === 32 ? new Uint8Array(bytes) : undefined;
}

/** §6.1: hash of the site (32 bytes), then flags. An authenticator has another secret for who was not verified. */
async function isVerified({ response }: PublicKeyCredential): Promise<boolean> {
  if (!(response instanceof AuthenticatorAssertionResponse)) return false;
  const data = new Uint8Array(response.authenticatorData);
  const ours = equalBytes(data.slice(0, 32), await sha256(utf8(location.hostname)));
  return ours && ((data[32] ?? 0) & USER_VERIFIED) !== 0;
}

async function asked<T>(
  dialogue: () => Promise<Result<T, BrowserProblem>>,
): Promise<Result<T, BrowserProblem>> {
  if (!('PublicKeyCredential' in globalThis)) return err({ type: 'Unavailable' });
  try {
    return await dialogue();
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : '';
    return err({ type: name === 'NotAllowedError' || name === 'AbortError' ? 'Cancelled' : 'Unavailable' });
  }
}
