import type { Lock } from '#sync/ports.ts';

/** A tab that lives holds this lock: its vault is not swept by another that starts. */
export const lockOf = (vaultId: string): string => `relais-passing-${vaultId}`;

/** From now on the vault is this tab's. Returns the way to let go, which the end of the tab does by itself. */
export function holdPassing({ lock }: { lock: Lock }, vaultId: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  void lock.exclusive(lockOf(vaultId), () => held);
  return release;
}
