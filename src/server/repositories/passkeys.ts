import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { passkeyChallenge, passkeyRow } from '#server/schema/directory.ts';
import { and, asc, count, eq, lte } from 'drizzle-orm';

export type PasskeyRow = typeof passkeyRow.$inferSelect;
export type PasskeyChallengeRow = typeof passkeyChallenge.$inferSelect;

/** Those of one professional, oldest first. */
export const passkeysOf = (db: Reader, psIdNat: PsIdNat): Promise<PasskeyRow[]> =>
  db.select().from(passkeyRow).where(eq(passkeyRow.psIdNat, psIdNat)).orderBy(asc(passkeyRow.createdAt));

export async function countPasskeys(db: Reader, psIdNat: PsIdNat): Promise<number> {
  const [row] = await db.select({ many: count() }).from(passkeyRow).where(eq(passkeyRow.psIdNat, psIdNat));
  return row?.many ?? 0;
}

/** Undefined where it is unknown, or another's. */
export async function findPasskey(db: Reader, owned: OwnedPasskey): Promise<PasskeyRow | undefined> {
  const [row] = await db.select().from(passkeyRow).where(isOwned(owned));
  return row;
}

/** False where the credential is known already, whoever it belongs to. */
export async function insertPasskey(tx: Transaction, row: typeof passkeyRow.$inferInsert): Promise<boolean> {
  const written = await tx
    .insert(passkeyRow)
    .values(row)
    .onConflictDoNothing()
    .returning({ credentialId: passkeyRow.credentialId });
  return written.length > 0;
}

/** The removed row; undefined where it is unknown, or another's. */
export async function deletePasskey(tx: Transaction, owned: OwnedPasskey): Promise<PasskeyRow | undefined> {
  const [gone] = await tx.delete(passkeyRow).where(isOwned(owned)).returning();
  return gone;
}

/** False where the row went, or another use moved its counter, since it was read. */
export async function markPasskeyUsed(
  tx: Transaction,
  known: Pick<PasskeyRow, 'credentialId' | 'psIdNat' | 'counter'>,
  used: { counter: number; at: number },
): Promise<boolean> {
  const marked = await tx
    .update(passkeyRow)
    .set({ counter: used.counter, lastUsedAt: used.at })
    .where(and(isOwned(known), eq(passkeyRow.counter, known.counter)))
    .returning({ credentialId: passkeyRow.credentialId });
  return marked.length > 0;
}

/** Those that ran out go at the same time. */
export async function insertPasskeyChallenge(
  tx: Transaction,
  row: PasskeyChallengeRow,
  now: number,
): Promise<void> {
  await tx.delete(passkeyChallenge).where(lte(passkeyChallenge.expiresAt, now));
  await tx.insert(passkeyChallenge).values(row);
}

/** Takes it away: of two requests with one challenge, one gets the row. */
export async function takePasskeyChallenge(
  tx: Transaction,
  challengeHash: string,
): Promise<PasskeyChallengeRow | undefined> {
  const [taken] = await tx
    .delete(passkeyChallenge)
    .where(eq(passkeyChallenge.challengeHash, challengeHash))
    .returning();
  return taken;
}

/** Whose request a credential or a challenge has to belong to. */
export type PasskeyHolder = { psIdNat: PsIdNat; device: DeviceId };
type OwnedPasskey = { credentialId: string; psIdNat: PsIdNat };

const isOwned = ({ credentialId, psIdNat }: OwnedPasskey) =>
  and(eq(passkeyRow.credentialId, credentialId), eq(passkeyRow.psIdNat, psIdNat));
