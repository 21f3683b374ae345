import type { DocumentId, DossierId } from '#base/brand.ts';

/** Paths of the server. No name, NIR or INS-C ever stands in one. */
export const TRPC_PATH = '/api/trpc';
/** Answers nothing but a nonce for the next proof, in the header `DPoP-Nonce`; without a proof. */
export const NONCE_PATH = '/api/nonce';
/** tus 1.0.0 resumable uploads; metadata `sha256` (hex of the whole content). */
export const UPLOADS_PATH = '/api/uploads';
/** Largest body of one tus PATCH, bytes: a larger content travels in several. */
export const UPLOAD_CHUNK_BYTES = 2 * 1024 * 1024;
/** Content of a document: fetched by GET with DPoP, decided again each time, traced. */
export const contentPath = (dossierId: DossierId, documentId: DocumentId): string =>
  `/api/dossiers/${dossierId}/documents/${documentId}/content`;
/** The whole record for the holder, or for a representative (`?pour=`): a ZIP, by GET with DPoP; decided, traced. */
export const exportPath = (dossierId: DossierId, madeFor: 'holder' | 'representative'): string =>
  `/api/dossiers/${dossierId}/export?pour=${madeFor}`;
/** Largest JSON body, bytes; a larger one is answered 413. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** On every answer to a device that was reported lost (wire/devices.ts). */
export const WIPE_HEADER = 'relais-wipe';
