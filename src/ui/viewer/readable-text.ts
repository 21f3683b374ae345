import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import { decodeText } from '#documents/text/decode-text.ts';
import { isRtf, rtfText } from '#documents/text/rtf-text.ts';
import type { ContentBytes } from './content-bytes.ts';

/** `clean`: all of it could be read. `from`: an RTF has lost its formatting. */
export type ReadableText = { readonly text: string; readonly clean: boolean; readonly from: 'text' | 'rtf' };
export type TextError = { type: 'Broken' } | { type: 'Unreadable'; because: AppError };

/** The words of a plain text or an RTF, whichever it is. */
export async function readableText(source: ContentBytes): Promise<Result<ReadableText, TextError>> {
  const bytes = await source.whole();
  if (!bytes.ok) return err({ type: 'Unreadable', because: bytes.error });
  if (!isRtf(bytes.value)) return ok({ ...decodeText(bytes.value), from: 'text' });
  const rtf = rtfText(bytes.value);
  return rtf.ok ? ok({ text: rtf.value.text, clean: !rtf.value.cut, from: 'rtf' }) : err({ type: 'Broken' });
}
