import type { Clock } from '#base/clock.ts';

/** Longer than any server keeps a challenge open (2 min), ms. */
const REMEMBERED_MS = 5 * 60_000;
/** More than anybody signs in within that time; beyond it nothing is signed. */
const MOST = 10_000;

/** The challenges signed lately: none is signed twice, whatever a relay repeats. */
export interface NonceMemory {
  /** False where it was used within the last five minutes. */
  use(nonce: string): boolean;
}

export function createNonceMemory(clock: Clock): NonceMemory {
  /** In the order of their use. */
  const usedAt = new Map<string, number>();
  const forgetOld = (): void => {
    for (const [nonce, at] of usedAt) {
      if (clock.monotonic() - at < REMEMBERED_MS) return;
      usedAt.delete(nonce);
    }
  };
  return {
    use(nonce) {
      forgetOld();
      if (usedAt.has(nonce) || usedAt.size >= MOST) return false;
      usedAt.set(nonce, clock.monotonic());
      return true;
    },
  };
}
