import { session } from '#server/schema/directory.ts';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuthDeps } from './deps.ts';
import type { Caller } from './sessions.ts';

/** Whether a session, authenticated when its stream began, still holds. */
export async function sessionStands(
  { directory, clock }: Pick<AuthDeps, 'directory' | 'clock'>,
  { tokenHash }: Extract<Caller, { kind: 'session' }>,
): Promise<boolean> {
  const standing = and(
    eq(session.tokenHash, tokenHash),
    isNull(session.endedAt),
    gt(session.expiresAt, clock.now()),
  );
  const rows = await directory.db.select({ tokenHash: session.tokenHash }).from(session).where(standing);
  return rows.length > 0;
}
