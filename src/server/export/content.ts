import type { Bytes } from '#base/bytes.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import { createHash } from 'node:crypto';

/**
 * The content on its way into the archive, part by part. `done` is told its SHA-1 (base64: FHIR R4 Attachment.hash) after
 * the last one. Throws where it is not the content that the entry names: a copy that is wrong must not look whole.
 */
export async function* checkedContent(
  parts: AsyncIterable<Bytes>,
  { size, sha256 }: Pick<DocumentEntry, 'size' | 'sha256'>,
  done: (sha1: string) => void,
): AsyncGenerator<Bytes> {
  const [named, forFhir] = [createHash('sha256'), createHash('sha1')];
  let length = 0;
  for await (const part of parts) {
    named.update(part);
    forFhir.update(part);
    length += part.length;
    yield part;
  }
  if (length !== size || named.digest('hex') !== sha256)
    throw new Error('a content is not what its entry says');
  done(forFhir.digest('base64'));
}
