import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { gatherParts, openPart, sealPart, sliceOfParts, type PlainPart } from '#base/sealed-parts.ts';
import { sha256OfSlices } from '#base/sha256-stream.ts';
import { SLICE_BYTES } from '#store/stored-content.ts';

/** A content that is kept nowhere, sealed under a key of its own that cannot leave the browser's hands. */
export type MemoryContent = {
  readonly size: number;
  readonly written: number;
  write(bytes: Uint8Array): Promise<Result<void, never>>;
  /** After the last byte: whether it is the content of this hash (hex). */
  isWhole(sha256: string): Promise<boolean>;
  slice(start: number, end: number): Promise<Result<Bytes, { type: 'ContentDamaged' }>>;
};

/** Room for a content of `size` bytes, of which a part at a time is in clear. */
export async function sealedInMemory(size: number): Promise<MemoryContent> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const context = new Uint8Array(0);
  const sealed: { last: boolean; bytes: Bytes }[] = [];
  async function put({ index, last, bytes }: PlainPart): Promise<Result<void, never>> {
    sealed[index] = { last, bytes: await sealPart(key, { index, last, plaintext: bytes, context }) };
    return ok(undefined);
  }
  const parts = gatherParts({ size, start: 0 }, put);
  async function open(indexes: readonly number[]): Promise<Result<Bytes[], { type: 'ContentDamaged' }>> {
    const opened: Bytes[] = [];
    for (const index of indexes) {
      const part = sealed[index];
      const bytes = part && (await openPart(key, { index, last: part.last, sealed: part.bytes, context }));
      if (!bytes?.ok) return err({ type: 'ContentDamaged' });
      opened.push(bytes.value);
    }
    return ok(opened);
  }
  const slice = (start: number, end: number) => sliceOfParts(size, { start, end }, open);
  return {
    size,
    get written() {
      return parts.written;
    },
    write: (bytes) => parts.write(bytes),
    async isWhole(sha256) {
      const hash = await sha256OfSlices({ size, step: SLICE_BYTES }, slice);
      return hash.ok && hash.value === sha256;
    },
    slice,
  };
}
