import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex. Synchronous, for what is hashed inside a write transaction or at each request. */
export function sha256Hex(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
