import { err, ok, type Result } from '#base/result.ts';
import type { KnownHolder } from '#documents/identity-check.ts';
import { bytesInMemory, type ContentBytes } from '../content-bytes.ts';
import { contentKind } from '../content-kind.ts';
import { drawImage } from '../draw-image.ts';
import { openCda, type OpenCda } from '../open-cda.ts';
import { readableText } from '../readable-text.ts';
import { openTiff } from '../tiff/open-tiff.ts';
import { printPdf } from './print-pdf.ts';
import type { PrintError, PrintWork } from './print-work.ts';
import { pictureOf, picturesOf, type PaperPicture } from './paper-picture.ts';

/** A document ready for paper. */
export type PrintBody =
  | { kind: 'cda'; cda: OpenCda; inside?: PrintBody }
  | { kind: 'text'; text: string }
  /** One to a sheet. */
  | { kind: 'pictures'; pictures: readonly PaperPicture[] };

/** Reads a document again, for paper. Its pictures are to be released (`releasePictures`). */
export async function printBody(
  source: ContentBytes,
  mediaType: string,
  holder: KnownHolder,
  work: PrintWork,
): Promise<Result<PrintBody, PrintError>> {
  if (mediaType !== 'text/xml') return contentBody(source, mediaType, work);
  const cda = await openCda(source, holder);
  if (!cda.ok) return err(cda.error.type === 'Unreadable' ? cda.error : { type: 'Unprintable' });
  if (cda.value.body.kind !== 'content') return ok({ kind: 'cda', cda: cda.value });
  const { bytes, mediaType: inner } = cda.value.body;
  const inside = await contentBody(bytesInMemory(bytes), inner, work);
  return inside.ok ? ok({ kind: 'cda', cda: cda.value, inside: inside.value }) : inside;
}

async function contentBody(
  source: ContentBytes,
  mediaType: string,
  work: PrintWork,
): Promise<Result<PrintBody, PrintError>> {
  switch (contentKind(mediaType)) {
    case 'pdf':
      return picturesFrom(await printPdf(source, work));
    case 'picture':
      return picturesFrom(await printImage(source, mediaType));
    case 'tiff':
      return picturesFrom(await printTiff(source, work));
    case 'text':
    case 'rtf':
      return printText(source);
    case 'other':
      return err({ type: 'Unprintable' });
  }
}

const picturesFrom = (pictures: Result<PaperPicture[], PrintError>): Result<PrintBody, PrintError> =>
  pictures.ok ? ok({ kind: 'pictures', pictures: pictures.value }) : pictures;

async function printText(source: ContentBytes): Promise<Result<PrintBody, PrintError>> {
  const read = await readableText(source);
  if (read.ok) return ok({ kind: 'text', text: read.value.text });
  return err(read.error.type === 'Unreadable' ? read.error : { type: 'Unprintable' });
}

async function printImage(
  source: ContentBytes,
  mediaType: string,
): Promise<Result<PaperPicture[], PrintError>> {
  const type = mediaType === 'image/png' ? 'image/png' : 'image/jpeg';
  const picture = await pictureOf((canvas) => drawImage(source, type, canvas));
  return picture.ok ? ok([picture.value]) : picture;
}

async function printTiff(source: ContentBytes, work: PrintWork): Promise<Result<PaperPicture[], PrintError>> {
  const tiff = await openTiff(source);
  if (!tiff.ok) return err(tiff.error.type === 'Unreadable' ? tiff.error : { type: 'Unprintable' });
  return picturesOf(tiff.value.pages, work, (page, canvas) => tiff.value.draw(page, canvas));
}
