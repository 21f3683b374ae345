import type { Bytes } from './bytes.ts';

/** Bytes that are read where they lie: a file of the user, a sealed content. */
export interface ByteSource {
  readonly size: number;
  /** From `start` up to `end`, at most the size. Throws where it cannot be read. */
  slice(start: number, end: number): Promise<Bytes>;
}

/** A content that is in memory anyway. */
export const sourceOfBytes = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  slice: async (start, end) => new Uint8Array(bytes.subarray(start, end)),
});
