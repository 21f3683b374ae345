import type { PsIdNat } from '#base/brand.ts';
import type { Entitlement } from '#domain/access/question.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { professionalEntitlement } from '#server/schema/directory.ts';
import { and, asc, eq } from 'drizzle-orm';

/** What the operator granted to this professional. */
export async function entitlementsOf(db: Reader, psIdNat: PsIdNat): Promise<Entitlement[]> {
  const rows = await db
    .select({ entitlement: professionalEntitlement.entitlement })
    .from(professionalEntitlement)
    .where(eq(professionalEntitlement.psIdNat, psIdNat))
    .orderBy(asc(professionalEntitlement.entitlement));
  return rows.map(({ entitlement }) => entitlement);
}

export const listEntitlements = (db: Reader) =>
  db.select().from(professionalEntitlement).orderBy(asc(professionalEntitlement.psIdNat));

export async function grantEntitlement(
  tx: Transaction,
  granted: { psIdNat: PsIdNat; entitlement: Entitlement; grantedAt: number },
): Promise<void> {
  await tx.insert(professionalEntitlement).values(granted).onConflictDoNothing();
}

/** False where it was not granted. */
export async function revokeEntitlement(
  tx: Transaction,
  { psIdNat, entitlement }: { psIdNat: PsIdNat; entitlement: Entitlement },
): Promise<boolean> {
  const { psIdNat: who, entitlement: what } = professionalEntitlement;
  const gone = await tx
    .delete(professionalEntitlement)
    .where(and(eq(who, psIdNat), eq(what, entitlement)))
    .returning({ psIdNat: who });
  return gone.length > 0;
}
