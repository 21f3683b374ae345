import { fromBase64Url, fromUtf8, toBase64Url } from '#base/bytes.ts';
import { sha256Hex } from '#server/hash.ts';
import {
  insertPasskeyChallenge,
  takePasskeyChallenge,
  type PasskeyChallengeRow,
  type PasskeyHolder,
} from '#server/repositories/passkeys.ts';
import * as z from 'zod/mini';
import type { PasskeyDeps } from './deps.ts';

/** How long a challenge may be answered, ms; the browser is told the same. */
export const PASSKEY_CHALLENGE_MS = 2 * 60_000;

type Deps = Pick<PasskeyDeps, 'directory' | 'clock' | 'random'>;
export type PasskeyPurpose = PasskeyChallengeRow['purpose'];

/** 32 random bytes for one purpose of one professional on one device, kept as their hash. */
export async function issuePasskeyChallenge(
  { directory, clock, random }: Deps,
  { psIdNat, device }: PasskeyHolder,
  purpose: PasskeyPurpose,
): Promise<string> {
  const challenge = random.bytes(32);
  const challengeHash = sha256Hex(challenge);
  const now = clock.now();
  const expiresAt = now + PASSKEY_CHALLENGE_MS;
  await directory.write((tx) =>
    insertPasskeyChallenge(tx, { challengeHash, psIdNat, deviceId: device, purpose, expiresAt }, now),
  );
  return toBase64Url(challenge);
}

/**
 * Uses up the challenge that an authenticator signed over, whoever presents it and before anything is verified. Gives it
 * back where it was made for this professional, device and purpose, and is in time.
 */
export async function usePasskeyChallenge(
  { directory, clock }: Pick<Deps, 'directory' | 'clock'>,
  clientDataJSON: string,
  wanted: PasskeyHolder & { purpose: PasskeyPurpose },
): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJSON);
  const bytes = challenge === undefined ? undefined : fromBase64Url(challenge);
  if (challenge === undefined || !bytes) return undefined;
  const taken = await directory.write((tx) => takePasskeyChallenge(tx, sha256Hex(bytes)));
  const good =
    taken?.psIdNat === wanted.psIdNat &&
    taken.deviceId === wanted.device &&
    taken.purpose === wanted.purpose &&
    taken.expiresAt > clock.now();
  return good ? challenge : undefined;
}

/**
 * CollectedClientData (§5.8.1), as far as it is looked at before the signature. Made in a frame of another site: refused,
 * since no page of ours is ever framed.
 */
const clientData = z.object({
  challenge: z.string(),
  crossOrigin: z.optional(z.literal(false)),
  topOrigin: z.optional(z.undefined()),
});

function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const data: unknown = JSON.parse(fromUtf8(fromBase64Url(clientDataJSON) ?? new Uint8Array()));
    const parsed = clientData.safeParse(data);
    return parsed.success ? parsed.data.challenge : undefined;
  } catch {
    return undefined; // neither UTF-8 nor JSON
  }
}
