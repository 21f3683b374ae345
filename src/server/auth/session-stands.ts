import { device, session } from '#server/schema/directory.ts';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuthDeps } from './deps.ts';
import type { Caller } from './sessions.ts';

/**
 * Whether a session that was good when its request came in still is: asked again by long answers. Not on a device that
 * was revoked or reported lost meanwhile.
 */
export async function sessionStands(
  { directory, clock }: Pick<AuthDeps, 'directory' | 'clock'>,
  { tokenHash }: Pick<Extract<Caller, { kind: 'session' }>, 'tokenHash'>,
): Promise<boolean> {
  const standing = and(
    eq(session.tokenHash, tokenHash),
    isNull(session.endedAt),
    gt(session.expiresAt, clock.now()),
    isNull(device.revokedAt),
    isNull(device.wipeAskedAt),
  );
  const rows = await directory.db
    .select({ tokenHash: session.tokenHash })
    .from(session)
    .innerJoin(device, eq(device.deviceId, session.deviceId))
    .where(standing);
  return rows.length > 0;
}
