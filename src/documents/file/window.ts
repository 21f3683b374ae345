import type { ByteSource } from '#base/byte-source.ts';

/** Bytes held at a time. */
export const WINDOW_BYTES = 256 * 1024;

/** Bytes from `at` on, as many as asked for and there, at most WINDOW_BYTES. */
export type ReadWindow = (at: number, length: number) => Promise<Uint8Array>;

/** Reads a source through a window, so that walking in small steps does not cost a reading of the source each. */
export function windowOn(source: ByteSource): ReadWindow {
  let start = 0;
  let held = new Uint8Array(0);
  return async (at, length) => {
    const end = Math.min(at + length, source.size);
    if (at < start || end > start + held.length) {
      start = at;
      held = await source.slice(at, Math.min(at + WINDOW_BYTES, source.size));
    }
    return held.subarray(at - start, Math.max(at, end) - start);
  };
}
