import type { Bytes } from '#base/bytes.ts';

/** Longer side of a page in points: that of A4, whatever the paper was. */
const LONG_SIDE = 842;

/**
 * One PDF with a page for each JPEG, in their order, each page in the shape of its picture. Nothing is encoded anew. Rejects
 * where one of them is no JPEG; the library comes late.
 */
export async function pagesPdf(
  pages: readonly Bytes[],
  { title, at }: { readonly title: string; readonly at: number },
): Promise<Bytes> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setProducer('Relais');
  document.setCreator('Relais');
  document.setLanguage('fr-FR');
  document.setCreationDate(new Date(at));
  document.setModificationDate(new Date(at));
  for (const bytes of pages) {
    const picture = await document.embedJpg(bytes);
    const scale = LONG_SIDE / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    document.addPage([width, height]).drawImage(picture, { x: 0, y: 0, width, height });
  }
  return Uint8Array.from(await document.save());
}
