import type { DocumentSource } from '#app/dossier-port.ts';
import type { Bytes } from '#base/bytes.ts';
import { ok } from '#base/result.ts';

/** A content for a viewer: read by slices, or all of it. */
export type ContentBytes = Pick<DocumentSource, 'size' | 'slice' | 'readAll' | 'whole'>;

/** What was taken out of a document that is in memory anyway. */
export const bytesInMemory = (bytes: Bytes): ContentBytes => ({
  size: bytes.length,
  slice: (start, end) => Promise.resolve(ok(bytes.slice(start, end))),
  async readAll(see) {
    await see(bytes);
    return ok(undefined);
  },
  whole: () => Promise.resolve(ok(bytes)),
});
