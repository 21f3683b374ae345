import { err, ok, type Result } from '#base/result.ts';
import type { CdaCheck } from '#documents/cda/cda-check.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { MediaType } from '#domain/dossier/document-entry.ts';
import { fileSource, unlessGone } from './file-source.ts';
import { isoDate } from './iso-date.ts';
import type { PreparedDocument } from './dossier-port.ts';
import type { AppError } from './port.ts';
import { beginReading, type ReadBytes } from './read-here.ts';

type Holder = Pick<DossierHeader, 'holder' | 'insC'>;

/**
 * Checks a file by its content and reads what it says of itself, where it lies: never all of it is in memory. Of anything
 * but a CDA that is its format and a title from its name: type and date are for the depositor to say (`typeCode` is
 * empty, the date is today's).
 *
 * @param reader checks a CDA and reads on with the same parse; without it this page parses, for the check alone
 */
export function prepareDocument(
  given: { name: string; file: Blob },
  holder: Holder,
  now: Date,
  reader?: () => Promise<ReadBytes>,
): Promise<Result<PreparedDocument, AppError>> {
  return unlessGone(() => prepare(given, holder, now, reader));
}

async function prepare(
  { name, file }: { name: string; file: Blob },
  holder: Holder,
  now: Date,
  reader?: () => Promise<ReadBytes>,
): Promise<Result<PreparedDocument, AppError>> {
  const { checkFile } = await import('#documents/file/check-file.ts');
  const { titleFromFileName } = await import('#documents/file/safe-file-name.ts');
  const mediaType = await checkFile({ name, file: fileSource(file) });
  if (!mediaType.ok) return mediaType;
  const base = { title: titleFromFileName(name), mediaType: mediaType.value, size: file.size };
  if (mediaType.value === 'text/xml') return prepareCda(file, base, holder, reader);
  return ok({
    file,
    description: { ...base, typeCode: '', createdAt: isoDate(now) },
    identity: { verdict: 'unnamed', differences: [] },
  });
}

async function prepareCda(
  file: Blob,
  base: { title: string; mediaType: MediaType; size: number },
  { holder, insC }: Holder,
  reader?: () => Promise<ReadBytes>,
): Promise<Result<PreparedDocument, AppError>> {
  const { holderMismatch } = await import('#documents/identity-check.ts');
  const begun = reader && beginReading(reader, file);
  const check = (await begun?.check) ?? (await checkHere(file));
  if (!check.ok) return err({ type: 'CdaUnreadable', because: check.error.type });
  const { entry, patient } = check.value;
  const { classCode: _classCode, ...facts } = entry;
  const { verdict, differences } = await holderMismatch(patient, { traits: holder, insC });
  return ok({
    file,
    ...(begun && { read: begun.read }),
    description: { ...base, ...facts, title: facts.title || base.title },
    identity: { verdict, differences },
  });
}

/** Piece by piece, without what is embedded: of a file that is too large to be read here, or whose reader failed. */
async function checkHere(file: Blob): Promise<CdaCheck> {
  const [{ readCdaOutline }, { checkOf }] = await Promise.all([
    import('#documents/cda/read-cda.ts'),
    import('#documents/cda/cda-check.ts'),
  ]);
  return checkOf(await readCdaOutline(fileSource(file)));
}
