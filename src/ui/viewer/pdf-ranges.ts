import type { PDFDataRangeTransport } from 'pdfjs-dist';
import type { AppError } from '#app/port.ts';
import type { ContentBytes } from './content-bytes.ts';

/**
 * Hands pdf.js the bytes that it asks for, and no others. Its transport knows no errors: `onFailure` is told, once, and
 * nothing is answered from then on.
 */
export function rangesOf(
  Transport: typeof PDFDataRangeTransport,
  source: ContentBytes,
  onFailure: (error: AppError) => void,
): PDFDataRangeTransport {
  let over = false;
  class SliceTransport extends Transport {
    override requestDataRange(begin: number, end: number): void {
      void source.slice(begin, end).then((bytes) => {
        if (over) return;
        // pdf.js takes the bytes away: they are a copy already
        if (bytes.ok) return this.onDataRange(begin, bytes.value);
        over = true;
        onFailure(bytes.error);
      });
    }
    override abort(): void {
      over = true;
    }
  }
  return new SliceTransport(source.size, null);
}
