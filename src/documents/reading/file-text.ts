import type { Bytes } from '#base/bytes.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import { sniffMediaType } from '../file/sniff.ts';
import { decodeText } from '../text/decode-text.ts';
import { keptText } from '../text/kept-text.ts';
import { pdfText } from '../text/pdf-text.ts';
import { isRtf, rtfText } from '../text/rtf-text.ts';

/** The searchable text of a file, and how much of it that is. */
export type FileText = { readonly state: DocumentReading['text']; readonly text: string };

export const NO_TEXT: FileText = { state: 'none', text: '' };
export const UNREAD: FileText = { state: 'unreadable', text: '' };

/** Text of a PDF, an RTF or a plain text; a picture has none. What a file is decides, not what it is called. */
export async function fileText(bytes: Bytes): Promise<FileText> {
  if (isRtf(bytes)) return ofRtf(bytes);
  switch (sniffMediaType(bytes)) {
    case 'application/pdf':
      return ofPdf(bytes);
    case 'image/jpeg':
    case 'image/png':
      return NO_TEXT;
    case 'text/xml':
    case 'text/plain':
    case undefined:
      return ofPlainText(bytes);
  }
}

/** A PDF of which no page has text is a picture of paper; one with some such pages is searched in part. */
async function ofPdf(bytes: Bytes): Promise<FileText> {
  const read = await pdfText(bytes);
  if (!read.ok) return UNREAD;
  const { text, scannedPages, cut } = read.value;
  if (text === '') return NO_TEXT;
  return { text, state: cut || scannedPages > 0 ? 'cut' : 'whole' };
}

function ofRtf(bytes: Bytes): FileText {
  const read = rtfText(bytes);
  return read.ok ? { text: read.value.text, state: read.value.cut ? 'cut' : 'whole' } : UNREAD;
}

/** Bytes with controls among them are no text, whatever they were called. */
function ofPlainText(bytes: Bytes): FileText {
  const { text, clean } = decodeText(bytes);
  if (!clean) return UNREAD;
  const kept = keptText(text);
  return { text: kept.text, state: kept.cut ? 'cut' : 'whole' };
}
