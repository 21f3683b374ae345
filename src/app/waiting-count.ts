/**
 * How many commands wait in a vault's outbox. Their number shows without any key: the rows are counted, none is opened.
 * Zero where the database does not answer; whoever opens the vault learns of that.
 */
export async function countWaiting(vaultId: string): Promise<number> {
  const { VaultDatabase } = await import('#store/vault-database.ts');
  const db = new VaultDatabase(vaultId);
  try {
    return await db.outbox.count();
  } catch {
    return 0;
  } finally {
    db.close();
  }
}
