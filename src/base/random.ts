import type { Bytes } from './bytes.ts';

/** Randomness comes in through this port, so that a simulation can replay it. */
export interface Random {
  bytes(length: number): Bytes;
  uuid(): string;
}

export const systemRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  uuid: () => crypto.randomUUID(),
};
