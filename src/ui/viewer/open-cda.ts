import type { Bytes } from '#base/bytes.ts';
import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CdaHeader, CdaSection } from '#documents/cda/document.ts';
import type { CdaError } from '#documents/cda/read-cda.ts';
import type { IdentityComparison, KnownHolder } from '#documents/identity-check.ts';
import type { ContentBytes } from './content-bytes.ts';

/** What a screen shows of a CDA. */
export type OpenCda = {
  header: CdaHeader;
  identity: IdentityComparison;
  body:
    | { kind: 'content'; bytes: Bytes; mediaType: string }
    | { kind: 'sections'; sections: readonly CdaSection[] }
    /** The content announced is missing or damaged. */
    | { kind: 'none' };
};

/** Reads a CDA, compares its patient with the holder, and takes out its content; the reader comes with the first one. */
export async function openCda(
  source: ContentBytes,
  holder: KnownHolder,
): Promise<Result<OpenCda, CdaError | { type: 'Unreadable'; because: AppError }>> {
  const [{ readCda }, { extractNonXmlBody }, { holderMismatch }, { embeddedMediaType }] = await Promise.all([
    import('#documents/cda/read-cda.ts'),
    import('#documents/cda/body.ts'),
    import('#documents/identity-check.ts'),
    import('./content-kind.ts'),
  ]);
  const bytes = await source.whole();
  if (!bytes.ok) return err({ type: 'Unreadable', because: bytes.error });
  const cda = readCda(bytes.value);
  if (!cda.ok) return cda;
  const { header, body } = cda.value;
  const identity = await holderMismatch(header.patient, holder);
  if (body.level === 'N3')
    return ok({ header, identity, body: { kind: 'sections', sections: body.sections } });
  const content = extractNonXmlBody(body);
  if (!content.ok) return ok({ header, identity, body: { kind: 'none' } });
  // what it is decides, not what it says it is
  const mediaType = embeddedMediaType(content.value.bytes, content.value.mediaType);
  return ok({ header, identity, body: { kind: 'content', bytes: content.value.bytes, mediaType } });
}
