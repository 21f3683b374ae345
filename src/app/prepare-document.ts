import type { ByteSource } from '#base/byte-source.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { fileSource, unlessGone } from './file-source.ts';
import { isoDate } from './iso-date.ts';
import type { PreparedDocument } from './dossier-port.ts';
import type { AppError } from './port.ts';

type Holder = Pick<DossierHeader, 'holder' | 'insC'>;

/**
 * Checks a file by its content and reads what it says of itself, where it lies: never all of it is in memory. Of anything
 * but a CDA that is its format and a title from its name: type and date are for the depositor to say (`typeCode` is
 * empty, the date is today's).
 */
export function prepareDocument(
  given: { name: string; file: Blob },
  holder: Holder,
  now: Date,
): Promise<Result<PreparedDocument, AppError>> {
  return unlessGone(() => prepare(given, holder, now));
}

async function prepare(
  { name, file }: { name: string; file: Blob },
  holder: Holder,
  now: Date,
): Promise<Result<PreparedDocument, AppError>> {
  const { checkFile } = await import('#documents/file/check-file.ts');
  const { titleFromFileName } = await import('#documents/file/safe-file-name.ts');
  const source = fileSource(file);
  const mediaType = await checkFile({ name, file: source });
  if (!mediaType.ok) return mediaType;
  const base = { title: titleFromFileName(name), mediaType: mediaType.value, size: file.size };
  if (mediaType.value === 'text/xml') {
    const cda = await prepareCda(source, base, holder);
    return cda.ok ? ok({ ...cda.value, file }) : cda;
  }
  return ok({
    file,
    description: { ...base, typeCode: '', createdAt: isoDate(now) },
    identity: { verdict: 'unnamed', differences: [] },
  });
}

async function prepareCda(
  source: ByteSource,
  base: { title: string; mediaType: MediaType; size: number },
  { holder, insC }: Holder,
): Promise<Result<Omit<PreparedDocument, 'file'>, AppError>> {
  const [{ readCdaOutline }, { cdaToEntry }, { holderMismatch }] = await Promise.all([
    import('#documents/cda/read-cda.ts'),
    import('#documents/cda/metadata.ts'),
    import('#documents/identity-check.ts'),
  ]);
  const cda = await readCdaOutline(source);
  if (!cda.ok) return err({ type: 'CdaUnreadable', because: cda.error.type });
  const { classCode: _classCode, ...facts } = cdaToEntry(cda.value);
  const { verdict, differences } = await holderMismatch(cda.value.header.patient, { traits: holder, insC });
  return ok({
    description: { ...base, ...facts, title: facts.title || base.title },
    identity: { verdict, differences },
  });
}
