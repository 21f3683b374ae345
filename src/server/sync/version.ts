import type { Bytes } from '#base/bytes.ts';
import { createHmac } from 'node:crypto';

/** Opaque mark of one state of a row: tells change, and nothing of the sequence numbers or their gaps. */
export function versionOf(key: Bytes, row: string, seq: number): string {
  return createHmac('sha256', key).update(`${row}\0${seq}`).digest('base64url').slice(0, 16);
}
