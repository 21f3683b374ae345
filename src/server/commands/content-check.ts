import type { ByteSource } from '#base/byte-source.ts';
import { readCdaOutline } from '#documents/cda/read-cda.ts';
import { isComplete } from '#documents/file/completeness.ts';
import { isPlainTextFile, sniffFile } from '#documents/file/sniff.ts';
import { holderMismatch, type KnownHolder } from '#documents/identity-check.ts';
import type { DocumentDescription } from '#domain/dossier/document-entry.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/**
 * What the server finds wrong with a content, whatever the device said of it; undefined where nothing is. The device
 * made the same checks with the same code: this holds against a faulty or hostile one. Never all of it is in memory.
 */
export async function checkContent(
  file: ByteSource,
  description: DocumentDescription,
  holder: KnownHolder,
): Promise<RefusalCode | undefined> {
  if (file.size !== description.size || !(await isOfType(file, description))) return 'contentMismatch';
  if (!(await isComplete(description.mediaType, file))) return 'contentUnreadable';
  return description.mediaType === 'text/xml' ? checkCda(file, description, holder) : undefined;
}

/** A text may quote XML: it is text all the same. */
async function isOfType(file: ByteSource, { mediaType }: DocumentDescription): Promise<boolean> {
  return mediaType === 'text/plain' ? isPlainTextFile(file) : (await sniffFile(file)) === mediaType;
}

async function checkCda(
  file: ByteSource,
  description: DocumentDescription,
  holder: KnownHolder,
): Promise<RefusalCode | undefined> {
  const cda = await readCdaOutline(file);
  if (!cda.ok) return 'contentUnreadable';
  const { verdict } = await holderMismatch(cda.value.header.patient, holder);
  return verdict === 'same' || description.identityException ? undefined : 'identityMismatch';
}
