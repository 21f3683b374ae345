import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { runningSha256 } from '#base/sha256-stream.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { SLICE_BYTES } from '#store/stored-content.ts';
import type { DocumentSource } from './dossier-port.ts';
import type { AppError } from './port.ts';

type Parts = {
  size: number;
  mediaType: MediaType;
  sha256: string;
  slice(start: number, end: number): Promise<Result<Bytes, AppError>>;
};

/**
 * A content for the screens. Slices are held against the seal of their parts; whoever reads all of it learns whether it
 * is still what its hash says. `onDamaged` is told once.
 */
export function documentSource(parts: Parts, onDamaged: () => void = () => {}): DocumentSource {
  const { size, mediaType, sha256 } = parts;
  let told = false;
  const damaged = (): Result<never, AppError> => {
    if (!told) onDamaged();
    told = true;
    return err({ type: 'ContentDamaged' });
  };
  async function slice(start: number, end: number): Promise<Result<Bytes, AppError>> {
    const bytes = await parts.slice(start, end);
    return !bytes.ok && bytes.error.type === 'ContentDamaged' ? damaged() : bytes;
  }
  async function readAll(see: (bytes: Bytes) => void | Promise<void>): Promise<Result<void, AppError>> {
    const hash = await runningSha256();
    for (let start = 0; start < size; start += SLICE_BYTES) {
      const bytes = await slice(start, start + SLICE_BYTES);
      if (!bytes.ok) return bytes;
      hash.update(bytes.value);
      await see(bytes.value);
    }
    return hash.digest() === sha256 ? ok(undefined) : damaged();
  }
  return {
    size,
    mediaType,
    slice,
    readAll,
    async whole() {
      const read: Bytes[] = [];
      const done = await readAll((bytes) => void read.push(bytes));
      return done.ok ? ok(concat(...read)) : done;
    },
  };
}

/**
 * All of a content as one Blob, for the browser to hand over: built a few parts at a time, so that none but those are in
 * the page's memory. The browser keeps it where it sees fit until it is let go.
 */
export async function blobOf(source: DocumentSource): Promise<Result<Blob, AppError>> {
  let blob = new Blob([]);
  const done = await source.readAll((bytes) => void (blob = new Blob([blob, bytes])));
  return done.ok ? ok(blob) : done;
}
