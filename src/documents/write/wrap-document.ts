import type { Bytes } from '#base/bytes.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { writeCdaN1 } from './cda.ts';
import { ownHeader } from './own-header.ts';

/**
 * A CDA R2 of level 1 around a document that is none (PDF, picture, text), for software that takes nothing else. What it
 * says is what the entry says; its id is that of the document, so that the same one is known again.
 */
export function wrapInCda(
  entry: DocumentEntry,
  { holder, insC }: { readonly holder: HolderTraits; readonly insC: string },
  bytes: Bytes,
): string {
  const { serviceStart, serviceStop } = entry;
  const header = ownHeader({
    uuid: entry.documentId,
    logicalId: entry.logicalId,
    title: entry.title,
    typeCode: entry.typeCode,
    createdAt: msOf(entry.createdAt) ?? entry.submittedAt,
    holder,
    insC,
    author: entry.depositor,
    writtenBy: entry.author,
    practice: entry.practice,
  });
  const [start, stop] = [msOf(serviceStart), msOf(serviceStop)];
  const service = start === undefined ? {} : { service: { start, ...(stop === undefined ? {} : { stop }) } };
  return writeCdaN1({ ...header, ...service }, { mediaType: entry.mediaType, bytes });
}

function msOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
