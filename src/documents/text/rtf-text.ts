import { err, ok, type Result } from '#base/result.ts';
import { MAX_READ_TEXT } from '#domain/clinical/reading.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { keptText } from './kept-text.ts';
import { createRtfReader } from './rtf-reader.ts';
import { rtfTokens } from './rtf-tokens.ts';

export type RtfLimits = {
  readonly bytes: number;
  /** Groups inside each other. */
  readonly depth: number;
  /** UTF-16 units of the text. */
  readonly length: number;
};
export const RTF_LIMITS: RtfLimits = { bytes: MAX_DOCUMENT_BYTES, depth: 500, length: MAX_READ_TEXT };

/** `cut`: only the beginning was kept. */
export type RtfText = { readonly text: string; readonly cut: boolean };
export type RtfError = { type: 'NotRtf' } | { type: 'TooLarge' } | { type: 'TooDeep' };

/**
 * The text of an RTF file (Microsoft RTF 1.9.1), without its formatting, pictures, objects and instructions. A file that
 * breaks off gives what stands before.
 */
export function rtfText(bytes: Uint8Array, limits: RtfLimits = RTF_LIMITS): Result<RtfText, RtfError> {
  if (bytes.length > limits.bytes) return err({ type: 'TooLarge' });
  if (!isRtf(bytes)) return err({ type: 'NotRtf' });
  const reader = createRtfReader(bytes, limits.length);
  for (const token of rtfTokens(bytes)) {
    reader.take(token);
    if (reader.depth() > limits.depth) return err({ type: 'TooDeep' });
    if (reader.length() > limits.length) break;
  }
  return ok(keptText(reader.text(), limits.length));
}

/** `{\rtf`, as every such file begins. */
export const isRtf = (bytes: Uint8Array): boolean => START.every((byte, i) => bytes[i] === byte);
const START = [...'{\\rtf'].map((char) => char.charCodeAt(0));
