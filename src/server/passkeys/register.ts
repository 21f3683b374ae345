import { sha256, toBase64Url, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Asker } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import {
  countPasskeys,
  insertPasskey,
  passkeysOf,
  type PasskeyHolder,
} from '#server/repositories/passkeys.ts';
import type { registerPasskeyInput, RegistrationOptions } from '#wire/passkeys.ts';
import type { infer as Infer } from 'zod/mini';
import { verifyAttestation, type NewCredential } from './attestation.ts';
import { issuePasskeyChallenge, PASSKEY_CHALLENGE_MS, usePasskeyChallenge } from './challenges.ts';
import { rpIdOf, type PasskeyDeps } from './deps.ts';
import { traceOwnThing } from '#server/traces/own-things.ts';

/** More than anybody carries: a key ring, two computers, a phone, and some that were lost. */
export const MAX_PASSKEYS = 10;

export type RegisterError = 'passkeyRefused' | 'passkeyLimit';

const holderOf = ({ professional, device }: Asker): PasskeyHolder => ({
  psIdNat: professional.psIdNat,
  device,
});

/** What the browser is to ask of an authenticator. Those that this professional has already are left out by it. */
export async function registrationOptionsFor(
  deps: PasskeyDeps,
  asker: Asker,
): Promise<Result<RegistrationOptions, 'passkeyLimit'>> {
  const { psIdNat, name } = asker.professional;
  const known = await passkeysOf(deps.directory.db, psIdNat);
  if (known.length >= MAX_PASSKEYS) return err('passkeyLimit');
  const challenge = await issuePasskeyChallenge(deps, holderOf(asker), 'register');
  return ok({
    challenge,
    rp: { id: rpIdOf(deps), name: 'Relais' },
    user: { id: await userHandle(deps, asker), name, displayName: name },
    excludeCredentials: known.map(({ credentialId }) => credentialId),
    timeout: PASSKEY_CHALLENGE_MS,
  });
}

/** One per professional and instance, and nothing that tells who it is (§14.6.1). */
async function userHandle(
  { instanceId }: Pick<PasskeyDeps, 'instanceId'>,
  { professional }: Asker,
): Promise<string> {
  return toBase64Url(await sha256(utf8(`relais-passkey-user-v1\0${instanceId}\0${professional.psIdNat}`)));
}

/** Uses up the challenge, verifies the new credential, and writes it with its trace; a refusal is traced too. */
export async function registerPasskey(
  deps: PasskeyDeps,
  input: Infer<typeof registerPasskeyInput>,
  asker: Asker,
): Promise<Result<void, RegisterError>> {
  const wanted = { ...holderOf(asker), purpose: 'register' } as const;
  const challenge = await usePasskeyChallenge(deps, input.clientDataJSON, wanted);
  const credential = challenge === undefined ? undefined : await verifyAttestation(deps, input, challenge);
  return deps.directory.write(async (tx) => {
    const problem = await keep(deps, tx, { credential, input, asker });
    await traceOwnThing(deps, tx, asker, {
      act: 'registerPasskey',
      refused: problem,
      name: input.name,
    });
    return problem === undefined ? ok(undefined) : err(problem);
  });
}

async function keep(
  { clock }: PasskeyDeps,
  tx: Transaction,
  {
    credential,
    input: { name, transports },
    asker,
  }: { credential: NewCredential | undefined; input: Infer<typeof registerPasskeyInput>; asker: Asker },
): Promise<RegisterError | undefined> {
  if (!credential) return 'passkeyRefused';
  const { psIdNat } = asker.professional;
  if ((await countPasskeys(tx, psIdNat)) >= MAX_PASSKEYS) return 'passkeyLimit';
  const written = await insertPasskey(tx, {
    ...credential,
    publicKey: Buffer.from(credential.publicKey),
    psIdNat,
    name,
    transports: JSON.stringify(transports),
    createdAt: clock.now(),
  });
  return written ? undefined : 'passkeyRefused';
}
