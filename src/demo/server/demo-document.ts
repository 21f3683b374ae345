import type { Bytes } from '#base/bytes.ts';
import { textPdf } from '#documents/write/text-pdf.ts';
import type { DocumentDescription, Visibility } from '#domain/dossier/document-entry.ts';

/** A document of the demonstration: fictional, written for it. */
export type DemoDocument = Pick<
  DocumentDescription,
  'title' | 'typeCode' | 'mediaType' | 'createdAt' | 'serviceStart' | 'serviceStop' | 'author' | 'cda'
> & {
  content: Bytes;
  by: 'nurse' | 'doctor' | 'emergencyDoctor';
  /** Where it is not visible to all. */
  visibility?: Partial<Visibility>;
  /** Written in the confidential session of a minor. */
  confidential?: true;
  /** The version that took its place. */
  replacedBy?: DemoDocument;
  archived?: true;
};

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const letter = (
  at: number,
  title: string,
  typeCode: string,
  lines: readonly string[],
): DemoDocument => ({
  by: 'doctor',
  title,
  typeCode,
  mediaType: 'application/pdf',
  createdAt: isoDay(at),
  content: textPdf(lines),
});
