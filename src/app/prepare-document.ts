import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { isoDate } from './iso-date.ts';
import type { AppError, PreparedDocument } from './port.ts';

/**
 * Checks a file by its content and reads what it says of itself. Of anything but a CDA that is its format and a title
 * from its name: type and date are for the depositor to say (`typeCode` is empty, the date is today's).
 */
export async function prepareDocument(
  file: { name: string; bytes: Bytes },
  holder: Pick<DossierHeader, 'holder' | 'insC'>,
  now: Date,
): Promise<Result<PreparedDocument, AppError>> {
  const { checkFile } = await import('#documents/file/check-file.ts');
  const { titleFromFileName } = await import('#documents/file/safe-file-name.ts');
  const mediaType = checkFile(file);
  if (!mediaType.ok) return mediaType;
  const base = { title: titleFromFileName(file.name), mediaType: mediaType.value, size: file.bytes.length };
  if (mediaType.value === 'text/xml') return prepareCda(file.bytes, base, holder);
  return ok({
    bytes: file.bytes,
    description: { ...base, typeCode: '', createdAt: isoDate(now) },
    identity: { verdict: 'unnamed', differences: [] },
  });
}

async function prepareCda(
  bytes: Bytes,
  base: { title: string; mediaType: MediaType; size: number },
  { holder, insC }: Pick<DossierHeader, 'holder' | 'insC'>,
): Promise<Result<PreparedDocument, AppError>> {
  const [{ readCda }, { cdaToEntry }, { holderMismatch }] = await Promise.all([
    import('#documents/cda/read-cda.ts'),
    import('#documents/cda/metadata.ts'),
    import('#documents/identity-check.ts'),
  ]);
  const cda = readCda(bytes);
  if (!cda.ok) return err({ type: 'CdaUnreadable', because: cda.error.type });
  const { classCode: _classCode, ...facts } = cdaToEntry(cda.value);
  const { verdict, differences } = await holderMismatch(cda.value.header.patient, { traits: holder, insC });
  return ok({
    bytes,
    description: { ...base, ...facts, title: facts.title || base.title },
    identity: { verdict, differences },
  });
}
