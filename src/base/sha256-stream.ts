import { toHex, sha256, type Bytes } from './bytes.ts';
import type { Result } from './result.ts';
import { ok } from './result.ts';

/** SHA-256 over bytes that never stand together; WebCrypto has none. */
export type RunningHash = {
  update(bytes: Uint8Array): void;
  /** Hex. */
  digest(): string;
};

/** The WASM of hash-wasm comes with the first content. */
export async function runningSha256(): Promise<RunningHash> {
  const { createSHA256 } = await import('hash-wasm');
  const hash = (await createSHA256()).init();
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}

/** SHA-256 (hex) of a content read slice by slice. One that fits a slice goes through WebCrypto, which is faster. */
export async function sha256OfSlices<E>(
  { size, step }: { size: number; step: number },
  slice: (start: number, end: number) => Promise<Result<Bytes, E>>,
): Promise<Result<string, E>> {
  if (size <= step) {
    const all = await slice(0, size);
    return all.ok ? ok(toHex(await sha256(all.value))) : all;
  }
  const hash = await runningSha256();
  for (let start = 0; start < size; start += step) {
    const piece = await slice(start, start + step);
    if (!piece.ok) return piece;
    hash.update(piece.value);
  }
  return ok(hash.digest());
}
