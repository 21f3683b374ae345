import type { Bytes } from '#base/bytes.ts';

/**
 * The same bytes, not a copy, as WebCrypto takes them; a copy only where they lie in memory shared with another thread.
 * No copy means that whoever wipes what he gave leaves nothing behind here.
 */
export const ownBytes = (bytes: Uint8Array): Bytes => (isOwn(bytes) ? bytes : new Uint8Array(bytes));

const isOwn = (bytes: Uint8Array): bytes is Bytes =>
  typeof SharedArrayBuffer === 'undefined' || !(bytes.buffer instanceof SharedArrayBuffer);
