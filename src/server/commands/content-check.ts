import { readCda } from '#documents/cda/read-cda.ts';
import { isComplete } from '#documents/file/completeness.ts';
import { isPlainText, sniffMediaType } from '#documents/file/sniff.ts';
import { holderMismatch, type KnownHolder } from '#documents/identity-check.ts';
import type { DocumentDescription } from '#domain/dossier/document-entry.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/**
 * What the server finds wrong with a content, whatever the device said of it; undefined where nothing is. The device
 * made the same checks with the same code: this holds against a faulty or hostile one.
 */
export async function checkContent(
  bytes: Uint8Array,
  description: DocumentDescription,
  holder: KnownHolder,
): Promise<RefusalCode | undefined> {
  if (bytes.length !== description.size || !isOfType(bytes, description)) return 'contentMismatch';
  if (!isComplete(description.mediaType, bytes)) return 'contentUnreadable';
  return description.mediaType === 'text/xml' ? checkCda(bytes, description, holder) : undefined;
}

/** A text may quote XML: it is text all the same. */
function isOfType(bytes: Uint8Array, { mediaType }: DocumentDescription): boolean {
  return mediaType === 'text/plain' ? isPlainText(bytes) : sniffMediaType(bytes) === mediaType;
}

async function checkCda(
  bytes: Uint8Array,
  description: DocumentDescription,
  holder: KnownHolder,
): Promise<RefusalCode | undefined> {
  const cda = readCda(bytes);
  if (!cda.ok) return 'contentUnreadable';
  const { verdict } = await holderMismatch(cda.value.header.patient, holder);
  return verdict === 'same' || description.identityException ? undefined : 'identityMismatch';
}
