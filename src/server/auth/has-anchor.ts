import type { Reader } from '#server/database.server.ts';
import { trustedCertificate } from '#server/schema/directory.ts';
import { eq } from 'drizzle-orm';

/** Whether anybody could sign in at all: a chain must end at an anchor. */
export async function hasAnchor(db: Reader): Promise<boolean> {
  const { fingerprint, isAnchor } = trustedCertificate;
  const anchors = await db
    .select({ fingerprint })
    .from(trustedCertificate)
    .where(eq(isAnchor, true))
    .limit(1);
  return anchors.length > 0;
}
