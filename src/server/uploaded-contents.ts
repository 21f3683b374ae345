import type { ContentHash, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { ByteSource } from '#base/byte-source.ts';

/** A content that arrived whole and sealed, and belongs to no dossier yet. */
export type UploadedContent = { uploadId: string; blobId: string; size: number; key: Bytes };

/** Port to the contents that came by resumable upload (server/files). */
export interface UploadedContents {
  /** The author's own completed upload with this hash. */
  find(psIdNat: PsIdNat, sha256: ContentHash): Promise<UploadedContent | undefined>;
  /** The content itself, verified by its seal. */
  read(content: UploadedContent): Promise<Bytes>;
  /** The content where it lies, a part of it opened at a time. */
  source(content: Omit<UploadedContent, 'uploadId'>): ByteSource;
  /** The content now belongs to a dossier, or is not needed (`keepFile` false: its file goes too). */
  forget(uploadId: string, keepFile: boolean): Promise<void>;
}
