import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, sha256, toBase64Url, toHex } from '#base/bytes.ts';
import { loginNonce } from '#server/schema/directory.ts';
import { eq, lte } from 'drizzle-orm';
import type { AuthDeps } from './deps.ts';

/** How long a challenge may be answered, ms. */
export const LOGIN_NONCE_MS = 2 * 60_000;
type Deps = Pick<AuthDeps, 'directory' | 'clock' | 'random'>;

/** A challenge of 32 bytes for the device that asked, kept as its hash. Those that ran out go at the same time. */
export async function issueChallenge(
  { directory, clock, random }: Deps,
  jkt: DeviceId,
): Promise<{ nonce: string; expiresAt: number }> {
  const nonce = random.bytes(32);
  const nonceHash = toHex(await sha256(nonce));
  const now = clock.now();
  const expiresAt = now + LOGIN_NONCE_MS;
  await directory.write(async (tx) => {
    await tx.delete(loginNonce).where(lte(loginNonce.expiresAt, now));
    await tx.insert(loginNonce).values({ nonceHash, jkt, expiresAt });
  });
  return { nonce: toBase64Url(nonce), expiresAt };
}

/**
 * Takes the challenge away, whoever presents it, and tells whether it was this device's and in time. One statement in
 * the one writer: of two requests with one nonce, one gets true.
 */
export async function consumeChallenge(
  { directory, clock }: Deps,
  nonce: string,
  jkt: DeviceId,
): Promise<boolean> {
  const nonceHash = toHex(await sha256(fromBase64Url(nonce) ?? new Uint8Array()));
  const [taken] = await directory.write((tx) =>
    tx.delete(loginNonce).where(eq(loginNonce.nonceHash, nonceHash)).returning(),
  );
  return taken !== undefined && taken.jkt === jkt && taken.expiresAt > clock.now();
}
